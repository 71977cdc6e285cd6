#include "ledger/event_keys.hpp"

#include "base/text.hpp"

namespace ogp::ledger {

Error invalid_event(const Localized& reason, const Localized& hint)
{
    return {Fault::Invalid, {"მოვლენა უვარგისია: " + reason.ka, "the event is not valid: " + reason.en}, hint};
}

Error unknown_in_event(const Localized& reason)
{
    return invalid_event(reason, {"შესაძლოა, ogp-ის უფრო ახალმა ვერსიამ დაწერა; განაახლეთ ogp",
                            "it may come from a newer version of ogp; update ogp"});
}

Error misplaced_key(std::string_view key, model::Op op)
{
    return invalid_event(say("ველი „{0}“ მოქმედებას „{1}“ არ აქვს", "the operation \"{1}\" has no key \"{0}\"", key, code(op)));
}

Error missing_key(std::string_view key, model::Op op)
{
    return invalid_event(say("მოქმედებას „{1}“ აკლია ველი „{0}“", "the operation \"{1}\" lacks the key \"{0}\"", key, code(op)));
}

Error wrong_shape(std::string_view key)
{
    return invalid_event(
        say("ველის „{}“ მნიშვნელობა უვარგისია", "the value of \"{}\" has the wrong form", printable(key)));
}

} // namespace ogp::ledger
