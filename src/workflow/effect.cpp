#include "workflow/effect.hpp"

#include "workflow/words.hpp"

namespace ogp::workflow {

std::string_view code(EffectKind kind)
{
    switch (kind) {
    case EffectKind::Notify: return "notify";
    case EffectKind::Publish: return "publish";
    case EffectKind::Follow: return "follow";
    case EffectKind::CreateChild: return "create_child";
    case EffectKind::CloseChildren: return "close_children";
    case EffectKind::Tag: return "tag";
    case EffectKind::Untag: return "untag";
    case EffectKind::Assign: return "assign";
    case EffectKind::Webhook: return "webhook";
    }
    return {};
}

std::optional<EffectKind> effect_kind_from(std::string_view code)
{
    return from_code(effect_kinds, code);
}

} // namespace ogp::workflow
