#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/case_type_manual.hpp"
#include "cli/commands.hpp"
#include "cli/manual.hpp"
#include "cli/shell_completions.hpp"

#include <cstdlib>
#include <system_error>

namespace ogp::cli {
namespace {

constexpr std::string_view table_begin = "<!-- commands: written by ogp dev docs -->\n";
constexpr std::string_view table_end = "<!-- end of commands -->\n";

class Writer
{
public:
    Writer(Context& context, std::filesystem::path folder) : m_context(context), m_folder(std::move(folder)) {}

    void write(const std::filesystem::path& name, std::string_view content) const
    {
        make_folders((m_folder / name).parent_path());
        write_file(m_folder / name, content);
        m_context.say_line(both((m_folder / name).string()));
    }

    /// The table in the README, between its marks; a README without them is left as it is.
    void write_readme() const
    {
        const std::filesystem::path path = m_folder / "README.md";
        std::error_code failed;
        if (!std::filesystem::exists(path, failed))
            return;
        std::string text = read_file(path);
        const std::size_t begin = text.find(table_begin);
        const std::size_t end = text.find(table_end);
        if (begin == std::string::npos || end == std::string::npos || end < begin)
            return;
        const std::size_t from = begin + table_begin.size();
        text.replace(from, end - from, command_table());
        write("README.md", text);
    }

private:
    Context& m_context;
    std::filesystem::path m_folder;
};

int run(Context& context, const Args& args)
{
    const Writer writer{context, args.text("folder")};
    for (const Language language : {Language::En, Language::Ka}) {
        const std::filesystem::path folder = language == Language::En ? "man" : "man/ka";
        writer.write(folder / "ogp.1", main_page(language));
        for (const std::string& noun : shown_nouns())
            writer.write(folder / ("ogp-" + noun + ".1"), noun_page(noun, language));
        writer.write(folder / "ogp-case-types.7", case_types_page(language));
    }
    writer.write("completions/ogp.bash", bash_completion());
    writer.write("completions/_ogp", zsh_completion());
    writer.write("completions/ogp.fish", fish_completion());
    writer.write_readme();
    return EXIT_SUCCESS;
}

constexpr Arg args[] = {
    {.name = "folder", .value = "DIR", .help = {"საწყისი კოდის საქაღალდე", "Folder of the source tree"}, .place = Arg::Positional,
     .need = Arg::Required, .complete = Complete::Folder},
};

} // namespace

constinit const Command dev_docs{
    .path = "dev docs",
    .summary = {"სახელმძღვანელოს გვერდები და გარსების დამატებები ბრძანებების ცხრილიდან",
                "Write manual pages, completions and the README's table from the command table"},
    .args = args,
    .reads_only = true,
    .hidden = true,
    .run = run,
};

} // namespace ogp::cli
