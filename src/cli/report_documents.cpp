#include "cli/report_documents.hpp"

#include "base/text.hpp"
#include "cli/environment.hpp"
#include "documents/report_builder.hpp"
#include "documents/report_catalogue.hpp"
#include "documents/report_parameters.hpp"

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace ogp::cli {

std::vector<Language> languages_of(const Args& args)
{
    const std::string& lang = args.text("lang");
    if (lang == "both")
        return {Language::Ka, Language::En};
    return {lang == "ka" ? Language::Ka : Language::En};
}

std::vector<std::string> words_of(const Args& args, const char* name)
{
    std::vector<std::string> words;
    for (const std::string& value : args.all(name))
        for (const std::string_view word : split(value, ','))
            if (std::find(words.begin(), words.end(), word) == words.end())
                words.emplace_back(word);
    return words;
}

namespace {

/// What was given under the names of parameters.
documents::GivenParameters given_parameters(const documents::ReportTemplate& report, const Args& args, const Command& command)
{
    documents::GivenParameters given;
    const auto has = [&](std::string_view name) {
        return std::any_of(command.args.begin(), command.args.end(), [&](const Arg& arg) { return name == arg.name; }) && args.has(name);
    };
    for (const char* name : {"period", "plan", "compare"})
        if (has(name))
            given.emplace_back(name, args.text(name));
    if (has("id")) {
        const auto named = std::find_if(report.parameters().begin(), report.parameters().end(),
                                        [](const documents::Parameter& parameter) { return parameter.kind == documents::ParameterKind::Case; });
        if (named == report.parameters().end())
            throw Error(Fault::Usage, say("ანგარიში „{}“ საქმეს არ იღებს: {}", "the report \"{}\" takes no case: {}", report.id(), printable(args.text("id"))));
        given.emplace_back(named->name, args.text("id"));
    }
    for (const std::string& word : args.all("param")) {
        const std::size_t sign = word.find('=');
        if (sign == std::string::npos || sign == 0)
            throw Error(Fault::Usage, say("--param: „{}“ არ არის სახელი=მნიშვნელობა", "--param: \"{}\" is not NAME=VALUE", printable(word)));
        given.emplace_back(word.substr(0, sign), word.substr(sign + 1));
    }
    return given;
}

} // namespace

void DocumentFiles::add(const documents::DocumentFile& file)
{
    const std::filesystem::path path = m_folder / file.name;
    make_folders(path.parent_path());
    m_outputs.emplace_back(path).append(file.bytes);
    m_paths.push_back(path.string());
}

void DocumentFiles::commit(Context& context)
{
    for (OutputFile& output : m_outputs)
        output.commit();
    for (const std::string& path : m_paths)
        context.out(path + "\n");
}

std::unique_ptr<const documents::PdfMaker> pdf_maker_for(const Context& context, const Args& args)
{
    std::error_code unknown;
    return documents::pdf_maker(words_of(args, "format"),
                                documents::pdf_search(process_environment, {context.options().folder, std::filesystem::current_path(unknown)}),
                                {.standard = args.text("pdf-standard")});
}

int run_report(Context& context, const Args& args, const Command& command, std::string_view id)
{
    const std::vector<std::string> formats = words_of(args, "format");
    const std::vector<Language> languages = languages_of(args);
    const bool to_stdout = args.text("output") == "-";
    if (to_stdout && (formats.size() != 1 || formats.front() == "csv" || (languages.size() != 1 && formats.front() != "json")))
        throw Error{Fault::Usage, {"--output -: საჭიროა ერთი ფორმატი და ერთი ენა", "--output -: one format and one language are needed"},
                    {"მაგალითად: --format html --lang ka --output -", "for example: --format html --lang ka --output -"}};
    app::Repository& repository = context.repository();
    const documents::ReportTemplate report = documents::load_report(repository, id);
    const documents::ReportRequest request{.parameters = resolve_parameters(repository, report, given_parameters(report, args, command)),
                                           .as_of = args.date("as-of")};
    const report::Document document = build_report(repository, report, request);
    const std::unique_ptr<const documents::PdfMaker> pdf = pdf_maker_for(context, args);
    if (to_stdout) {
        context.out(documents::render(document, formats, languages, pdf.get()).front().bytes);
        return EXIT_SUCCESS;
    }
    DocumentFiles files(args.text("output"));
    documents::render(document, formats, languages, [&](const documents::DocumentFile& file) { files.add(file); }, pdf.get());
    files.commit(context);
    return EXIT_SUCCESS;
}

} // namespace ogp::cli
