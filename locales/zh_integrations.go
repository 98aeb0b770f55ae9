package locales

// chineseIntegrations: photos, carriers, payment providers.
var chineseIntegrations = map[string]string{
	"there is no photo %s":                            "没有照片 %s",
	"%s is not the id of a photo":                     "%s 不是照片的编号",
	"the file is empty: choose a photo":               "文件是空的，请选择一张照片",
	"the file is not a photo: send JPEG, PNG or WebP": "这个文件不是照片，请上传 JPEG、PNG 或 WebP 格式",
	"%s is not accepted: send JPEG, PNG or WebP":      "不支持 %s，请上传 JPEG、PNG 或 WebP 格式的照片",
	"HEIC is not accepted: send JPEG, PNG or WebP; on an iPhone choose Settings, Camera, Formats, Most Compatible": "不支持 HEIC，请上传 JPEG、PNG 或 WebP 格式的照片；iPhone 可在“设置 > 相机 > 格式”中选择“兼容性最佳”",
	"the photo is larger than %s MB: send a smaller one":                                                           "照片超过 %s MB，请换一张小一点的",
	"the photo has %s × %s pixels, more than the %s million that are accepted: send a smaller one":                 "照片尺寸为 %s × %s 像素，超过上限 %s 百万像素，请换一张小一点的",
	"the %s photo is damaged or incomplete: send it again":                                                         "这张 %s 照片已损坏或不完整，请重新上传",

	"a booking needs a key, so that nothing is booked twice":                            "预约必须有唯一的键，以免重复预约",
	"the carrier %s does not come in this window: %s":                                   "快递 %s 在该时段不上门：%s",
	"the carrier %s refuses the booking: %s":                                            "快递 %s 拒绝了预约：%s",
	"the carrier %s knows the booking %s otherwise, or it was called off":               "快递 %s 处的预约 %s 内容不同或已被取消",
	"the carrier %s has the parcel already; it can no longer be called off":             "快递 %s 已取走包裹，无法再取消",
	"a parcel was booked while this one waited for its carrier; book again if you want": "等待该快递期间已有其他包裹预约；如仍需要请重新预约",
	"parcel %s of this return has no label":                                             "此退货的包裹 %s 没有面单",
	"say which carrier was booked":                                                      "请填写预约的是哪家快递",
	"the pickup window ends before it starts: check the times":                          "取件时段的结束时间早于开始时间，请检查",

	"a refund needs a key, so that it cannot be paid twice":             "退款必须有唯一的键，以免重复付款",
	"a refund of %s cannot be paid: the amount must be above zero":      "无法退款 %s：金额必须大于零",
	"a refund in the currency %s cannot be paid: the code is not known": "无法以 %s 退款：货币代码不存在",
}
