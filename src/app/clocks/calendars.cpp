#include "app/clocks/calendars.hpp"

#include "app/repository/shipped.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "base/yaml.hpp"
#include "calendar/ics.hpp"
#include "calendar/loader.hpp"

#include <algorithm>

namespace ogp::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view shipped_folder = "workflows/calendars/";
constexpr const char* always_id = "always";

CalendarSource from_file(const std::string& file)
{
    return {calendar::load_calendar(YamlDocument(read_file(file, YamlLimits{}.bytes), file)), file};
}

fs::path folder_of(const Repository& repository)
{
    return repository.folder() / "workflows" / "calendars";
}

/// The files of the repository's own calendars: id to path.
std::map<std::string, fs::path> own_files(const Repository* repository)
{
    std::map<std::string, fs::path> files;
    if (repository == nullptr)
        return files;
    std::error_code failed;
    for (fs::directory_iterator entry(folder_of(*repository), failed), end; !failed && entry != end; entry.increment(failed)) {
        if (entry->path().extension() == ".yaml")
            files.emplace(entry->path().stem().string(), entry->path());
    }
    return files;
}

std::map<std::string, std::string_view> shipped_calendars()
{
    std::map<std::string, std::string_view> found;
    for (const ShippedFile& file : shipped_files()) {
        if (file.path.starts_with(shipped_folder))
            found.emplace(fs::path(file.path).stem().string(), file.content);
    }
    return found;
}

CalendarSource from_program(const std::string& id, std::string_view content)
{
    const std::string name = std::string(shipped_folder) + id + ".yaml";
    return {calendar::load_calendar(YamlDocument(std::string(content), name)), ""};
}

CalendarSource always_open(const Repository* repository)
{
    return {calendar::always(repository == nullptr ? Settings{}.time_zone : repository->settings().time_zone), ""};
}

} // namespace

CalendarSource find_calendar(const Repository* repository, const std::string& id_or_file)
{
    if (id_or_file.ends_with(".yaml"))
        return from_file(id_or_file);
    const auto own = own_files(repository);
    if (const auto file = own.find(id_or_file); file != own.end())
        return from_file(file->second.string());
    const auto shipped = shipped_calendars();
    if (const auto file = shipped.find(id_or_file); file != shipped.end())
        return from_program(id_or_file, file->second);
    if (id_or_file == always_id)
        return always_open(repository);
    std::vector<std::string> ids{always_id};
    for (const auto& [id, path] : own)
        ids.push_back(id);
    for (const auto& [id, content] : shipped)
        ids.push_back(id);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    const auto near = nearest(id_or_file, ids);
    throw Error(Fault::NotFound, say("კალენდარი „{}“ არ არის", "there is no calendar \"{}\"", printable(shorten(id_or_file, 60))),
                near ? say("იქნებ {}?", "did you mean {}?", *near)
                     : say("არის: {}; ფაილის სახელი .yaml-ით მთავრდება", "there are: {}; the name of a file ends in .yaml", join(ids, ", ")));
}

std::optional<std::string> calendar_text(const fs::path& folder, const std::string& id)
{
    const fs::path file = folder / "workflows" / "calendars" / (id + ".yaml");
    std::error_code failed;
    std::optional<std::string> text;
    if (fs::is_regular_file(file, failed)) {
        text = read_file(file, YamlLimits{}.bytes);
    } else {
        const auto shipped = shipped_calendars();
        if (const auto found = shipped.find(id); found != shipped.end())
            text = std::string(found->second);
    }
    if (text)
        calendar::load_calendar(YamlDocument(*text, file.string()));
    return text;
}

calendar::Calendar load_calendar(const Repository* repository, const std::string& id_or_file, const calendar::View& view)
{
    return calendar::Calendar(find_calendar(repository, id_or_file).definition, view);
}

std::vector<CalendarSource> calendars(const Repository* repository)
{
    std::map<std::string, CalendarSource> found;
    for (const auto& [id, path] : own_files(repository))
        found.emplace(id, from_file(path.string()));
    for (const auto& [id, content] : shipped_calendars()) {
        if (!found.contains(id))
            found.emplace(id, from_program(id, content));
    }
    if (!found.contains(always_id))
        found.emplace(always_id, always_open(repository));
    std::vector<CalendarSource> list;
    for (auto& [id, source] : found)
        list.push_back(std::move(source));
    return list;
}

CountedTerm count_term(const calendar::Calendar& calendar, const calendar::Term& term, Instant start)
{
    const calendar::Running run{start, std::nullopt};
    const calendar::Due due = calendar::due(calendar, term.target, term.conventions, start);
    return {due, calendar::explain(calendar, term, {&run, 1}, false, start),
            calendar.incomplete_years(calendar.date_at(start), due.on)};
}

std::string calendar_from_ics(std::string_view text, const std::string& file, const std::string& id, const std::string& time_zone,
                              const Clock& clock)
{
    if (!is_identifier(id))
        throw Error(Fault::Usage, say("„{}“ სახელად არ გამოდგება: პატარა ლათინური ასოები, ციფრები და _",
                                      "\"{}\" cannot be a name: small Latin letters, digits and _", printable(id)));
    const TimeZone zone = TimeZone::load(time_zone);
    const std::string name = fs::path(file).filename().string();
    std::string yaml =
        calendar::ics_to_yaml(calendar::read_ics(text, file), name, id, zone.name(), zone.date_at(clock.now));
    calendar::load_calendar(YamlDocument(yaml, name));
    return yaml;
}

std::string calendar_to_ics(const calendar::Calendar& calendar, Date from, Date until, Language language, const Clock& clock)
{
    return calendar::write_ics(calendar, from, until, language, clock.now);
}

} // namespace ogp::app
