#pragma once

#include "base/file.hpp"
#include "cli/args.hpp"
#include "cli/command.hpp"
#include "cli/context.hpp"
#include "documents/formats.hpp"

#include <array>
#include <cstddef>
#include <deque>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogp::cli {

/// What every `ogp report <document>` takes.
inline constexpr std::array report_args{
    Arg{.name = "period", .value = "PERIOD", .help = {"საანგარიშო პერიოდი: 2019, 2019-H1, 2019-Q3, 2019-06, 2018-2020",
                                                      "Period reported on: 2019, 2019-H1, 2019-Q3, 2019-06, 2018-2020"}},
    Arg{.name = "plan", .value = "PLAN", .help = {"გეგმის ნომერი, თუ ერთზე მეტია", "Number of the plan, where there are several"},
        .complete = Complete::Plan},
    Arg{.name = "as-of", .value = "DATE",
        .help = {"რომელი დღის მდგომარეობა; თავიდან – პერიოდის ბოლო დღე ან დღეს, რომელიც ადრეა",
                 "The day that it speaks of; by default the last of the period or today, whichever is earlier"},
        .kind = Arg::Date},
    Arg{.name = "param", .value = "NAME=VALUE", .help = {"შაბლონის სხვა პარამეტრი (ogp report list)", "Another parameter of the template (ogp report list)"},
        .times = Arg::Many},
    Arg{.name = "lang", .value = "LANG", .help = {"ანგარიშის ენა", "Language of the report"}, .preset = "both", .choices = "ka|en|both",
        .complete = Complete::Choice},
    Arg{.name = "format", .value = "FORMATS", .help = {"ერთი ან რამდენიმე, მძიმეებით", "One or several, with commas"}, .times = Arg::Many,
        .preset = "html", .choices = "html|md|json|csv|xlsx|odt|pdf", .complete = Complete::Choice},
    Arg{.name = "pdf-standard", .value = "STANDARD",
        .help = {"PDF-ის სტანდარტი: ua-1 (წაკითხვადი ყველასთვის), a-2b, a-3b (შესანახად) ...", "Standard of PDF: ua-1 (accessible), a-2b, a-3b (for archives) ..."},
        .preset = "ua-1"},
    Arg{.name = "output", .value = "DIR", .help = {"საქაღალდე; - არის სტანდარტული გამოსასვლელი", "Folder; - is standard output"}, .preset = ".",
        .complete = Complete::Folder},
};

/// Arguments of a command's own, then those.
template <std::size_t Count>
constexpr auto with_report_args(const Arg (&own)[Count])
{
    std::array<Arg, Count + report_args.size()> all{};
    for (std::size_t i = 0; i < Count; ++i)
        all[i] = own[i];
    for (std::size_t i = 0; i < report_args.size(); ++i)
        all[Count + i] = report_args[i];
    return all;
}

/// What `--lang` asks for.
std::vector<Language> languages_of(const Args& args);
/// The words of an option that takes several, with commas or one by one, each once.
std::vector<std::string> words_of(const Args& args, const char* name);

/// The files of documents: all of them are written or none, each beside its place first.
class DocumentFiles
{
public:
    explicit DocumentFiles(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    void add(const documents::DocumentFile& file);
    /// Puts them in their places and prints their paths.
    void commit(Context& context);
    std::size_t size() const { return m_paths.size(); }

private:
    std::filesystem::path m_folder;
    std::deque<OutputFile> m_outputs;
    std::vector<std::string> m_paths;
};

/// What makes PDF on this machine, where that is among the formats.
std::unique_ptr<const documents::PdfMaker> pdf_maker_for(const Context& context, const Args& args);

/// Makes the report and writes its files, all of them or none, and prints their paths. The arguments `period`, `plan`, `compare` and
/// `id` (the template's first parameter of kind case) are parameters of those names where the command has them.
int run_report(Context& context, const Args& args, const Command& command, std::string_view report);

} // namespace ogp::cli
