#include "documents/yearly_folder.hpp"

#include "app/cases/case_query.hpp"
#include "app/cases/values.hpp"
#include "app/plans/plan_record.hpp"
#include "app/repository/shipped.hpp"
#include "base/hash.hpp"
#include "base/version.hpp"
#include "documents/report_builder.hpp"
#include "documents/report_catalogue.hpp"
#include "documents/report_parameters.hpp"
#include "documents/report_source.hpp"
#include "report/document_writers.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace ogp::documents {
namespace {

constexpr std::array<std::string_view, 5> shipped_yearly = {"annual", "foi", "milestone_sheet", "services", "sla"};

struct WrittenFile
{
    std::string name;
    std::int64_t size = 0;
    Hash digest;
};

struct WrittenDocument
{
    std::string report;
    std::string id;
    Localized title;
    std::vector<WrittenFile> files;
};

bool has_types(const app::Repository& repository, const ReportTemplate& report)
{
    const std::vector<std::string> types = repository.type_ids();
    return std::all_of(report.types().begin(), report.types().end(),
                       [&](const std::string& type) { return std::find(types.begin(), types.end(), type) != types.end(); });
}

/// Whether it can be made from a period and a plan alone, and says anything of a period.
bool asks_for_a_year_alone(const ReportTemplate& report)
{
    return report.parameter("period") != nullptr &&
           std::all_of(report.parameters().begin(), report.parameters().end(), [](const Parameter& parameter) {
               return !parameter.is_required || parameter.name == "period" || parameter.name == "plan";
           });
}

bool belongs_to_the_program(const std::string& id)
{
    const std::span<const app::ShippedFile> shipped = app::shipped_files();
    return std::any_of(shipped.begin(), shipped.end(), [&](const app::ShippedFile& file) { return file.path == "templates/" + id + ".yaml"; });
}

/// Whether it lies in the folder of a document's tables: "annual.csv/milestones.csv".
bool is_table(const std::string& name)
{
    return name.find(".csv/") != std::string::npos;
}

/// "annual.ka.html" -> the words for people: "Georgian, HTML".
Localized words_for(const std::string& name)
{
    std::string format = name.substr(name.rfind('.') + 1);
    std::transform(format.begin(), format.end(), format.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    if (is_table(name))
        return {"CSV, ცხრილების სია", "CSV, list of the tables"};
    if (name.find(".ka.") != std::string::npos)
        return {"ქართულად, " + format, "Georgian, " + format};
    if (name.find(".en.") != std::string::npos)
        return {"ინგლისურად, " + format, "English, " + format};
    return both(format);
}

class YearlyFolder
{
public:
    YearlyFolder(app::Repository& repository, const YearlyRequest& request, const FileSink& sink)
        : m_repository(repository), m_request(request), m_sink(sink), m_period(period_from(request.period)),
          m_plan(repository.plan(request.plan))
    {
    }

    std::size_t write()
    {
        for (const std::string& id : m_request.reports.empty() ? yearly_reports(m_repository) : m_request.reports)
            add(id, {});
        if (m_request.reports.empty()) {
            for (const std::string& number : commitments())
                add("commitment", m_plan.number + "/" + number);
            if (const auto types = m_repository.type_ids(); std::find(types.begin(), types.end(), "session") != types.end())
                for (const store::CaseRow& session : sessions())
                    add("minutes", session.number);
        }
        index();
        list();
        checksums();
        return m_documents.size();
    }

private:
    /// Numbers of those that were on record on the day of the documents.
    std::vector<std::string> commitments() const
    {
        const Date day = m_request.as_of.value_or(std::min(m_period.to, m_repository.today()));
        std::vector<std::string> numbers;
        for (const app::CommitmentRecord& commitment : app::gather_plan(m_repository, m_plan, day).commitments)
            numbers.push_back(commitment.row.number);
        return numbers;
    }

    std::vector<store::CaseRow> sessions() const
    {
        std::vector<store::CaseRow> held;
        for (const store::CaseRow& row : app::find_cases(m_repository, {.type = "session"}).rows) {
            const std::optional<model::PrintedDate> day = app::date_in(row.subject.fields, "date");
            if (day && m_period.contains(day->first()))
                held.push_back(row);
        }
        return held;
    }

    void add(const std::string& id, const std::string& subject)
    {
        const ReportTemplate report = load_report(m_repository, id);
        GivenParameters given;
        for (const Parameter& parameter : report.parameters()) {
            if (parameter.name == "period")
                given.emplace_back(parameter.name, m_request.period);
            else if (parameter.name == "plan")
                given.emplace_back(parameter.name, m_plan.number);
            else if (parameter.kind == ParameterKind::Case && !subject.empty())
                given.emplace_back(parameter.name, subject);
        }
        const report::Document document =
            build_report(m_repository, report, {.parameters = resolve_parameters(m_repository, report, given), .as_of = m_request.as_of});
        WrittenDocument written{report.id(), document.id, document.title, {}};
        render(document, m_request.formats, m_request.languages, [&](DocumentFile file) { keep(std::move(file), written.files); }, m_request.pdf);
        m_documents.push_back(std::move(written));
    }

    void keep(DocumentFile file, std::vector<WrittenFile>& files)
    {
        if (!m_names.insert(file.name).second)
            throw Error(Fault::Invalid, say("ორ დოკუმენტს ერთი სახელი აქვს: {}", "two documents have one name: {}", file.name),
                        {"შეცვალეთ file შაბლონში", "change `file` in the template"});
        files.push_back({file.name, static_cast<std::int64_t>(file.bytes.size()), sha256(file.bytes)});
        m_all.push_back(files.back());
        m_sink(std::move(file));
    }

    void index()
    {
        report::Document page;
        page.id = "index";
        page.title = {"დოკუმენტები: " + m_plan.title.in(Language::Ka), "Documents: " + m_plan.title.in(Language::En)};
        page.subtitle = say("საანგარიშო პერიოდი: {}", "Reporting period: {}", m_period.name);
        page.publisher = app::localized_of(m_plan.subject.fields["jurisdiction"]);
        page.date = m_request.as_of.value_or(std::min(m_period.to, m_repository.today())).iso();
        page.generator = fmt::format("ogp {}", version());
        for (const WrittenDocument& document : m_documents) {
            report::List list;
            for (const WrittenFile& file : document.files) {
                if (is_table(file.name) && !file.name.ends_with("/tables.json"))
                    continue; // the list of tables leads to them
                list.items.push_back(words_for(file.name));
                list.targets.push_back(file.name);
            }
            page.sections.push_back({document.id, "", document.title, {std::move(list)}, {}});
        }
        report::List further{{{"დოკუმენტების სია პროგრამებისთვის", "The list of documents, for programs"}, {"საკონტროლო ჯამები", "Checksums"}},
                             {"documents.json", "SHA256SUMS"}};
        page.sections.push_back({"further", "", {"შემოწმება", "Verification"},
                                 {report::Paragraph{{"ნებისმიერი ფაილი ჩანაწერიდან ხელახლა შეიქმნება და შედარდება: ogp report verify FILE. ყველა ფაილის მთლიანობა: sha256sum -c SHA256SUMS.",
                                                     "Any of the files is made again from the record and compared: ogp report verify FILE. That all files are whole: sha256sum -c SHA256SUMS."}},
                                  std::move(further)},
                                 {}});
        std::vector<WrittenFile> ignored;
        keep({"index.ka.html", report::to_html(page, Language::Ka, "index.en.html")}, ignored);
        keep({"index.en.html", report::to_html(page, Language::En, "index.ka.html")}, ignored);
    }

    void list()
    {
        Json documents = Json::array();
        for (const WrittenDocument& document : m_documents) {
            Json files = Json::array();
            for (const WrittenFile& file : document.files)
                files.push(Json::object({{"name", file.name}, {"size", file.size}, {"sha256", file.digest.hex()}}));
            documents.push(Json::object({{"report", document.report}, {"id", document.id}, {"title", report::to_json(document.title)}, {"files", std::move(files)}}));
        }
        std::vector<WrittenFile> ignored;
        keep({"documents.json", to_pretty_json(documents) + "\n"}, ignored);
    }

    void checksums()
    {
        std::sort(m_all.begin(), m_all.end(), [](const WrittenFile& left, const WrittenFile& right) { return left.name < right.name; });
        std::string lines;
        for (const WrittenFile& file : m_all)
            lines += fmt::format("{}  {}\n", file.digest.hex(), file.name);
        m_sink({"SHA256SUMS", std::move(lines)});
    }

    app::Repository& m_repository;
    const YearlyRequest& m_request;
    const FileSink& m_sink;
    Period m_period;
    store::CaseRow m_plan;
    std::vector<WrittenDocument> m_documents;
    std::vector<WrittenFile> m_all;
    std::set<std::string> m_names;
};

} // namespace

std::vector<std::string> yearly_reports(const app::Repository& repository)
{
    std::vector<std::string> ids;
    for (const ReportFile& file : report_files(repository)) {
        const bool is_shipped = std::find(shipped_yearly.begin(), shipped_yearly.end(), file.id) != shipped_yearly.end();
        if (!is_shipped && belongs_to_the_program(file.id))
            continue; // it is of a term or of one case, whoever has changed its words
        const ReportTemplate report = read_report(file);
        if ((is_shipped || asks_for_a_year_alone(report)) && has_types(repository, report))
            ids.push_back(report.id());
    }
    return ids;
}

std::size_t write_year(app::Repository& repository, const YearlyRequest& request, const FileSink& sink)
{
    return YearlyFolder(repository, request, sink).write();
}

} // namespace ogp::documents
