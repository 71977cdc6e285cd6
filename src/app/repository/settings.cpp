#include "app/repository/settings.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "base/yaml.hpp"
#include "ledger/note.hpp"

#include <fmt/format.h>

#include <vector>

namespace ogp::app {
namespace {

/// Keys of witnesses, as they are handed around; relative file names would mean another file in each folder.
void read_witnesses(const YamlDocument& document, const YamlNode& node, Settings& settings, Findings& findings)
{
    if (!node.is_sequence())
        findings.push_back({Severity::Error, "not_a_list", document.place(node), {}, {"უნდა იყოს სია", "it must be a list"}});
    for (const YamlNode& item : node.items) {
        if (item.is_scalar() && ledger::parse_verifier_key(item.scalar, ledger::KeyKind::Witness))
            settings.witnesses.push_back(item.scalar);
        else
            findings.push_back({Severity::Error, "not_a_key", document.place(item), {},
                                {"ეს მოწმის გასაღები არ არის (ogp key show FILE --witness NAME)",
                                 "this is no key of a witness (ogp key show FILE --witness NAME)"}});
    }
}

void read_required(const YamlDocument& document, const YamlNode& node, Settings& settings, Findings& findings)
{
    const auto number = node.is_scalar() ? to_integer(node.scalar) : std::nullopt;
    if (number && *number >= 0 && *number <= 100)
        settings.witnesses_required = *number;
    else
        findings.push_back({Severity::Error, "not_a_number", document.place(node), {}, {"უნდა იყოს რიცხვი 0-დან 100-მდე", "it must be a number from 0 to 100"}});
}

} // namespace

Settings Settings::load(const std::filesystem::path& file)
{
    const YamlDocument document(read_file(file, 64U << 10U), file.string());
    Settings settings;
    Findings findings;
    const std::vector<std::string> known{"ogp", "timezone", "actor", "plan", "remote", "log", "witnesses", "witnesses_required"};
    for (const YamlNode::Member& member : document.root().members) {
        if (member.value.is_null())
            continue;
        std::string* target = member.key == "timezone" ? &settings.time_zone
                              : member.key == "actor"  ? &settings.actor
                              : member.key == "plan"   ? &settings.plan
                              : member.key == "remote" ? &settings.remote
                              : member.key == "log"    ? &settings.log
                                                       : nullptr;
        if (target != nullptr && member.value.is_scalar()) {
            *target = member.value.scalar;
        } else if (member.key == "witnesses") {
            read_witnesses(document, member.value, settings, findings);
        } else if (member.key == "witnesses_required") {
            read_required(document, member.value, settings, findings);
        } else if (member.key != "ogp") {
            const auto near = nearest(member.key, known);
            findings.push_back({Severity::Error, "unknown_key", document.place(member.line, member.column), {},
                                near ? say("უცნობი პარამეტრი „{}“; იქნებ „{}“?", "unknown setting \"{}\"; did you mean \"{}\"?",
                                           member.key, *near)
                                     : say("უცნობი პარამეტრი „{}“", "unknown setting \"{}\"", member.key)});
        }
    }
    if (!findings.empty())
        throw InvalidInput(say("{}: პარამეტრები ვერ წაიკითხება", "{}: the settings cannot be read", file.string()), findings);
    return settings;
}

std::string Settings::to_yaml() const
{
    std::string text = fmt::format("ogp: 1\ntimezone: {}\nactor: {}\n", time_zone, actor);
    if (!plan.empty())
        text += fmt::format("plan: {}\n", plan);
    if (!remote.empty())
        text += fmt::format("remote: \"{}\"\n", remote);
    if (!log.empty())
        text += fmt::format("log: \"{}\"\n", log);
    if (!witnesses.empty())
        text += fmt::format("witnesses:\n  - {}\nwitnesses_required: {}\n", join(witnesses, "\n  - "), witnesses_required);
    return text;
}

} // namespace ogp::app
