-- Policies and reasons that a shop writes for itself: further languages and forms
-- for reasons, policy versions that never change, and two more policies to
-- start from. Neither of these is active.

-- +goose Up

-- A policy's window may count from the day the goods were shipped.
alter table orders add column shipped_at timestamptz;

alter table reasons
    -- Labels in further languages, by their BCP 47 tag.
    add column labels     jsonb not null default '{}',
    -- The form for what else to ask for, as JSON Schema; null for no form.
    add column fields     jsonb,
    add column updated_by text not null default 'backhaul',
    add column updated_at timestamptz not null default now();

-- A return pins the version it was opened under; what it pins must not move.
-- +goose StatementBegin
create function policy_versions_are_final() returns trigger language plpgsql as $$
begin
    raise exception 'version % of policy % is final; save a new version', old.version, old.policy_id
        using errcode = 'restrict_violation';
end $$;
-- +goose StatementEnd
create trigger policy_versions_are_final before update on policies for each row
    when (old.terms is distinct from new.terms or old.policy_id <> new.policy_id or old.version <> new.version)
    execute function policy_versions_are_final();

-- 七天无理由退货: seven days from the day after delivery without a reason, at the
-- customer's cost; what is the shop's doing comes back for fifteen days at the
-- shop's. The exclusions are those of Article 25 of the Consumer Rights Law, by
-- the categories of the shop.
insert into policies (policy_id, version, terms) values ('cn-7', 1, '{
    "name": "七天无理由退货",
    "time_zone": "Asia/Shanghai",
    "windows": [
        {"reason": "changed_mind", "days": 7, "anchor": "delivered"},
        {"reason": "ordered_by_mistake", "days": 7, "anchor": "delivered"},
        {"reason": "other", "days": 7, "anchor": "delivered"},
        {"days": 15, "anchor": "delivered"}
    ],
    "photos": {"damaged": 1, "defective": 1, "not_as_described": 1, "wrong_item": 1},
    "rules": [
        {
            "name": "excluded",
            "when": "line.reason in [\"changed_mind\", \"ordered_by_mistake\", \"other\"] && line.category in [\"custom_made\", \"perishable\", \"digital\", \"periodical\", \"定制\", \"鲜活易腐\", \"数字化商品\", \"报刊\"]",
            "then": "reject",
            "because": {
                "en": "Made to order, perishable and digital goods and periodicals are excluded from the seven-day return.",
                "zh": "定作的、鲜活易腐的、数字化商品以及报纸期刊不适用七天无理由退货。"
            }
        },
        {
            "name": "not-intact",
            "when": "line.reason in [\"changed_mind\", \"ordered_by_mistake\", \"other\"] && !(line.condition in [\"unopened\", \"opened\"])",
            "then": "review",
            "because": {
                "en": "Goods that come back without a reason must be intact; a reviewer looks at them.",
                "zh": "无理由退货的商品应当完好，需要审核员确认。"
            }
        }
    ],
    "confirm": "staff",
    "restock_at": "inspection",
    "return_shipping": {"CNY": "12.00"},
    "return_shipping_paid_by": {"changed_mind": "customer", "ordered_by_mistake": "customer", "other": "customer"},
    "refund_shipping": true,
    "deadlines": {
        "requested":        [{"hours": 24, "then": "remind"}, {"hours": 48, "then": "escalate"}],
        "info_needed":      [{"hours": 72, "then": "remind"}, {"hours": 168, "then": "expire"}],
        "counter_offered":  [{"hours": 72, "then": "remind"}, {"hours": 168, "then": "expire"}],
        "approved":         [{"hours": 168, "then": "remind"}, {"hours": 336, "then": "expire"}],
        "confirmed":        [{"hours": 24, "then": "remind"}, {"hours": 72, "then": "escalate"}, {"hours": 336, "then": "expire"}],
        "pickup_scheduled": [{"hours": 168, "then": "remind"}, {"hours": 336, "then": "expire"}],
        "in_transit":       [{"hours": 240, "then": "escalate"}],
        "received":         [{"hours": 24, "then": "remind"}, {"hours": 72, "then": "escalate"}],
        "inspected":        [{"hours": 24, "then": "remind"}, {"hours": 72, "then": "escalate"}],
        "refund_pending":   [{"hours": 24, "then": "remind"}, {"hours": 72, "then": "escalate"}],
        "refunded":         [{"hours": 168, "then": "complete"}]
    }
}');

-- The right of withdrawal of Directive 2011/83/EU: fourteen days from delivery
-- without a reason, outbound shipping given back, the way back at the customer's
-- cost; two years for goods that are not as agreed. Customers send goods back
-- by a carrier of their choice; a shop that sends its own adds return_shipping.
insert into policies (policy_id, version, terms) values ('eu-14', 1, '{
    "name": "EU, fourteen days",
    "time_zone": "Europe/Berlin",
    "windows": [
        {"reason": "damaged", "days": 730, "anchor": "delivered"},
        {"reason": "defective", "days": 730, "anchor": "delivered"},
        {"reason": "wrong_item", "days": 730, "anchor": "delivered"},
        {"reason": "not_as_described", "days": 730, "anchor": "delivered"},
        {"days": 14, "anchor": "delivered"}
    ],
    "photos": {"damaged": 1, "defective": 1, "not_as_described": 1, "wrong_item": 1},
    "rules": [
        {
            "name": "excluded",
            "when": "line.by_customer && line.category in [\"custom_made\", \"perishable\", \"periodical\"]",
            "then": "reject",
            "because": {
                "en": "Made to order and perishable goods and periodicals are excluded from the right of withdrawal.",
                "zh": "定制商品、易腐商品和报刊不适用撤回权。"
            }
        },
        {
            "name": "unsealed",
            "when": "line.by_customer && line.category in [\"hygiene\", \"digital\"] && line.condition != \"unopened\"",
            "then": "reject",
            "because": {
                "en": "Sealed goods for hygiene and sealed recordings or software cannot be withdrawn from once they are unsealed.",
                "zh": "密封的卫生用品以及音像制品、软件一经拆封，不适用撤回权。"
            }
        }
    ],
    "confirm": "staff",
    "restock_at": "inspection",
    "return_shipping_paid_by": {"changed_mind": "customer", "ordered_by_mistake": "customer"},
    "refund_shipping_always": true,
    "deadlines": {
        "requested":        [{"hours": 24, "then": "remind"}, {"hours": 48, "then": "escalate"}],
        "info_needed":      [{"hours": 72, "then": "remind"}, {"hours": 168, "then": "expire"}],
        "counter_offered":  [{"hours": 72, "then": "remind"}, {"hours": 168, "then": "expire"}],
        "approved":         [{"hours": 168, "then": "remind"}, {"hours": 336, "then": "expire"}],
        "confirmed":        [{"hours": 24, "then": "remind"}, {"hours": 72, "then": "escalate"}, {"hours": 336, "then": "expire"}],
        "pickup_scheduled": [{"hours": 168, "then": "remind"}, {"hours": 336, "then": "expire"}],
        "in_transit":       [{"hours": 240, "then": "escalate"}],
        "received":         [{"hours": 24, "then": "remind"}, {"hours": 72, "then": "escalate"}],
        "inspected":        [{"hours": 24, "then": "remind"}, {"hours": 72, "then": "escalate"}],
        "refund_pending":   [{"hours": 24, "then": "remind"}, {"hours": 72, "then": "escalate"}],
        "refunded":         [{"hours": 168, "then": "complete"}]
    }
}');

-- +goose Down
delete from policies where policy_id in ('cn-7', 'eu-14') and version = 1;
drop trigger policy_versions_are_final on policies;
drop function policy_versions_are_final;
alter table reasons drop column labels, drop column fields, drop column updated_by, drop column updated_at;
alter table orders drop column shipped_at;
