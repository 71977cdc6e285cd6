#include "workflow/lint.hpp"

#include "base/text.hpp"
#include "workflow/lint_rules.hpp"

#include <algorithm>
#include <utility>

namespace ogp::workflow {
namespace {

/// The node at "states.closed", or the deepest one on the way there that exists.
struct Found
{
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    std::size_t depth = 0; ///< how many names of the path exist
    bool quoted = false;   ///< the text begins after a quote
};

Found walk(const YamlNode& root, std::string_view path)
{
    Found found{root.line, root.column, 0, false};
    const YamlNode* node = &root;
    for (const std::string_view name : split(path, '.')) {
        if (node->is_sequence()) {
            const auto index = to_integer(name);
            if (!index || *index < 0 || static_cast<std::size_t>(*index) >= node->items.size())
                return found;
            node = &node->items[static_cast<std::size_t>(*index)];
            found = {node->line, node->column, found.depth + 1, node->quoted};
            continue;
        }
        const auto member = std::find_if(node->members.begin(), node->members.end(), [&](const YamlNode::Member& m) { return m.key == name; });
        if (!node->is_mapping() || member == node->members.end())
            return found;
        node = &member->value;
        // Of a mapping its name is the better place, of a value the value.
        const bool inside = node->is_mapping();
        found = {inside ? member->line : node->line, inside ? member->column : node->column, found.depth + 1, node->quoted};
    }
    return found;
}

} // namespace

void add_lint(Findings& findings, const char* name, std::string where, Localized message)
{
    Finding finding;
    finding.severity = severity_of(lint_rule_of(name));
    finding.code = name;
    finding.where = std::move(where);
    finding.message = std::move(message);
    findings.push_back(std::move(finding));
}

void lint_privacy(const CaseType& type, Findings& findings)
{
    const auto is_personal = [&](const std::string& id) {
        const Field* field = type.field(id);
        return field != nullptr && is_sealed(field->privacy);
    };
    for (const auto& [key, fields] : {std::pair("columns", &type.columns), std::pair("statistics", &type.statistics)}) {
        for (std::size_t i = 0; i < fields->size(); ++i) {
            if (is_personal((*fields)[i]))
                add_lint(findings, "personal_in_public", fmt::format("{}.{}", key, i),
                         say("„{}“ პირადი ველია, სიებსა და ანგარიშებში ვერ იქნება", "\"{}\" is personal, it cannot stand in lists and reports",
                             (*fields)[i]));
        }
    }
    for (const Field& field : type.fields) {
        const bool takes_pictures = field.accept.empty() || std::any_of(field.accept.begin(), field.accept.end(), [](const std::string& range) {
            return range.starts_with("image/") || range.starts_with("*/");
        });
        if (field.type == FieldType::Attachment && field.privacy == Privacy::Public && takes_pictures && !field.strip_metadata)
            add_lint(findings, "picture_with_metadata", "fields." + field.id,
                     say("საჯარო სურათი „{}“ გადამღების ადგილს გასცემს; დაამატეთ strip_metadata: true",
                         "public pictures in \"{}\" give away where they were taken; add strip_metadata: true", field.id));
    }
    const bool has_personal = std::any_of(type.fields.begin(), type.fields.end(), [](const Field& field) { return is_sealed(field.privacy); });
    if (has_personal && type.comments == Privacy::Public)
        add_lint(findings, "public_comments", "comments",
                 Localized("საქმეს პირადი ველები აქვს, კომენტარებს კი ყველა ხედავს; comments: personal",
                           "the case has personal fields and everybody sees its comments; comments: personal"));
}

void lint_version(const CaseType& type, const ActiveVersion& active, Findings& findings)
{
    const CaseType& before = *active.type;
    if (type.version < before.version)
        return add_lint(findings, "older_version", "version",
                        say("მოქმედი ვერსია არის {}, აქ არის {}", "the active version is {}, this one is {}", before.version, type.version));
    if (type.version == before.version) {
        if (workflow_hash(compile(type)) != active.hash)
            add_lint(findings, "same_version", "version",
                     say("ვერსია {} უკვე მოქმედებს სხვა შინაარსით; უნდა იყოს {}", "version {} is active with other content; this must be {}",
                         type.version, type.version + 1));
        return;
    }
    const auto migration = std::find_if(type.migrations.begin(), type.migrations.end(),
                                        [&](const Migration& m) { return m.from == before.version; });
    for (const State& state : before.states) {
        const auto is_mapped = [&](const auto& pair) { return pair.first == state.id; };
        const bool mapped = migration != type.migrations.end() &&
                            std::any_of(migration->states.begin(), migration->states.end(), is_mapped);
        if (!mapped && type.state(state.id) == nullptr)
            add_lint(findings, "migration_incomplete", fmt::format("migrate.from.{}.states", before.version),
                     say("ვერსიის {} მდგომარეობა „{}“ აღარ არის; migrate უნდა ამბობდეს, რომელია მის ნაცვლად",
                         "the state \"{1}\" of version {0} is no more; migrate must say which one stands for it", before.version, state.id));
    }
}

Findings lint(const CaseType& type, const LintContext& context)
{
    Findings findings;
    if (std::find(context.reserved.begin(), context.reserved.end(), type.id) != context.reserved.end())
        add_lint(findings, "reserved_name", "id",
                 say("„{}“ პროგრამის ბრძანებაა, საქმის ტიპს სხვა სახელი სჭირდება", "\"{}\" is a command of the program, a case type needs another name",
                     type.id));
    lint_graph(type, findings);
    lint_slas(type, context, findings);
    lint_expressions(type, findings);
    lint_privacy(type, findings);
    lint_templates(type, context, findings);
    lint_holders(type, context, findings);
    if (const auto active = context.active.find(type.id); active != context.active.end())
        lint_version(type, active->second, findings);
    return findings;
}

void place_findings(Findings& findings, const YamlDocument& document, std::span<const Fragment> fragments)
{
    for (Finding& finding : findings) {
        if (finding.place.line != 0)
            continue;
        const YamlDocument* best = &document;
        Found found = walk(document.root(), finding.where);
        for (const Fragment& fragment : fragments) {
            const Found there = walk(fragment.document.root(), finding.where);
            if (there.depth > found.depth && there.depth > 1) {
                best = &fragment.document;
                found = there;
            }
        }
        // Columns of an expression count from its first character.
        const std::uint32_t within = finding.place.column > 0 ? finding.place.column - 1 + (found.quoted ? 1 : 0) : 0;
        finding.place = best->place(found.line, found.column + within);
    }
}

} // namespace ogp::workflow
