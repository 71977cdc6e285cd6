#pragma once

#include "base/json.hpp"
#include "workflow/effect.hpp"

#include <string>
#include <utility>
#include <vector>

namespace ogp::workflow {

/// An effect that applies, with its arguments worked out: fields are named, never quoted, so that nothing personal is in it.
/// Tag, Untag and Assign are no consequences: they change the case in the same event.
struct Consequence
{
    EffectKind kind = EffectKind::Notify;
    std::string to;   ///< Notify: field or "role:NAME"; Publish, Webhook: a name; Follow: uid of the followed case
    std::string what; ///< Notify: template; Follow: field of the person; CreateChild, CloseChildren: case type
    std::string by;   ///< CloseChildren: transition of the child
    std::vector<std::string> redact;   ///< Publish
    Json values = Json::object();      ///< CreateChild: field -> value
    std::string why;  ///< what brought it about: "cancel", "answer: breach"

    bool operator==(const Consequence&) const = default;
    /// Whether somebody outside is told, so that it goes to the outbox; the others are further events.
    bool is_delivered() const;
    /// The arguments as the outbox holds them, without `kind` and `why`; what is empty is left out.
    Json arguments() const;
};

} // namespace ogp::workflow
