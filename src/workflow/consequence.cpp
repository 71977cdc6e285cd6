#include "workflow/consequence.hpp"

namespace ogp::workflow {

bool Consequence::is_delivered() const
{
    return kind == EffectKind::Notify || kind == EffectKind::Publish || kind == EffectKind::Webhook;
}

Json Consequence::arguments() const
{
    Json json = Json::object();
    const char* what_key = kind == EffectKind::Notify ? "template" : "what";
    if (!to.empty())
        json.set("to", Json(to));
    if (!what.empty())
        json.set(what_key, Json(what));
    if (!by.empty())
        json.set("by", Json(by));
    if (!redact.empty()) {
        Json classes = Json::array();
        for (const std::string& privacy : redact)
            classes.push(Json(privacy));
        json.set("redact", std::move(classes));
    }
    if (values.size() != 0)
        json.set("set", values);
    return json;
}

} // namespace ogp::workflow
