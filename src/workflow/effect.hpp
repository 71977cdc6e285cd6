#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::workflow {

/// What an act brings about outside the case's own fields. The list is closed: nothing runs a program.
enum class EffectKind {
    Notify,        ///< a message from a template to a person or a role
    Publish,       ///< the case is handed to a public register
    Follow,        ///< the person follows another case (a duplicate's reporter hears of the first report)
    CreateChild,   ///< a case is opened under this one
    CloseChildren, ///< the parts that are not closed make a transition
    Tag,           ///< a word is added to the field `tags`
    Untag,
    Assign,        ///< the field `assignee` is set
    Webhook,       ///< a delivery by the server to an address named in its settings
};
inline constexpr std::array effect_kinds = {
    EffectKind::Notify, EffectKind::Publish, EffectKind::Follow, EffectKind::CreateChild, EffectKind::CloseChildren,
    EffectKind::Tag,    EffectKind::Untag,   EffectKind::Assign, EffectKind::Webhook};
/// "notify", "publish", "follow", "create_child", "close_children", "tag", "untag", "assign", "webhook".
std::string_view code(EffectKind kind);
std::optional<EffectKind> effect_kind_from(std::string_view code);

/// The fields that the effects of that name change: a list of texts, and a text.
inline constexpr std::string_view tags_field = "tags";
inline constexpr std::string_view assignee_field = "assignee";

/// One effect as a workflow names it. In YAML a mapping of one key, with `when` in it or beside it:
/// {notify: {to: applicant, template: foi_answer}},
/// {publish: {to: foi_register, redact: [internal]}}, {follow: {case: duplicate_of, as: reporter}},
/// {create_child: {type: answer, set: {subject: case.subject}}}, {close_children: {type: milestone, by: withdraw}},
/// {tag: overdue}, {untag: overdue}, {assign: "role:head"}, {webhook: {to: smart_map}}.
struct Effect
{
    EffectKind kind = EffectKind::Notify;
    std::string to;   ///< Notify: person or email field, or "role:NAME"; Publish, Webhook: a name; Follow: the ref field;
                      ///< Assign: "role:NAME" or a field
    std::string what; ///< Notify: template; Follow: field of the person; CreateChild, CloseChildren: case type; Tag, Untag: the word
    std::string by;   ///< CloseChildren: transition of the child
    std::vector<std::string> redact; ///< Publish: classes left out beside personal and secret
    std::vector<std::pair<std::string, std::string>> values; ///< CreateChild: field -> expression
    std::string when; ///< guard, "" for always

    bool operator==(const Effect&) const = default;
};

} // namespace ogp::workflow
