#include "app/settings.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "base/yaml.hpp"

#include <fmt/format.h>

#include <vector>

namespace ogp::app {

Settings Settings::load(const std::filesystem::path& file)
{
    const YamlDocument document(read_file(file, 64U << 10U), file.string());
    Settings settings;
    Findings findings;
    const std::vector<std::string> known{"ogp", "timezone", "actor", "plan"};
    for (const YamlNode::Member& member : document.root().members) {
        if (member.value.is_null())
            continue;
        std::string* target = member.key == "timezone" ? &settings.time_zone
                              : member.key == "actor"  ? &settings.actor
                              : member.key == "plan"   ? &settings.plan
                                                       : nullptr;
        if (target != nullptr && member.value.is_scalar()) {
            *target = member.value.scalar;
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
    return text;
}

} // namespace ogp::app
