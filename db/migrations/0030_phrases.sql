-- Sentences that reviewers write again and again, in the shop's own words.

-- +goose Up
create table phrases (
    position int primary key check (position >= 0),
    -- The decision that it belongs to.
    decision text not null check (decision in ('reject', 'request_info')),
    text_en  text not null check (text_en <> ''),
    text_zh  text not null check (text_zh <> '')
);
insert into phrases (position, decision, text_en, text_zh) values
    (0, 'request_info', 'Please send us photos of the damage, one near and one of the whole item.', '请发送损坏处的照片：一张近景，一张商品全貌。'),
    (1, 'request_info', 'Please send us a photo of the box and of its label.', '请发送包装箱及面单的照片。'),
    (2, 'request_info', 'Please tell us the serial number; it is on the back or the underside of the item.', '请告知序列号，通常在商品背面或底部。'),
    (3, 'request_info', 'Please tell us when you noticed it, and what you had done with the item before.', '请说明何时发现问题，以及此前如何使用商品。'),
    (4, 'reject', 'The time in which this could be returned has passed.', '已超过可退货的期限。'),
    (5, 'reject', 'The item has been used beyond what is needed to try it, so that we cannot take it back.', '商品的使用超出了试用所需，无法退货。'),
    (6, 'reject', 'This article cannot be returned, as was said with the order.', '该商品不支持退货，下单时已说明。'),
    (7, 'reject', 'What the photos show is not the article of this order.', '照片中的商品与订单不符。');

-- +goose Down
drop table phrases;
