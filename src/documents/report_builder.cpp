#include "documents/report_builder.hpp"

#include "app/cases/values.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/version.hpp"
#include "documents/report_query.hpp"
#include "documents/report_source.hpp"
#include "documents/section_maker.hpp"
#include "report/wording_reader.hpp"

#include <algorithm>
#include <utility>

namespace ogp::documents {
namespace {

template <class... Cases>
struct Overloaded : Cases...
{
    using Cases::operator()...;
};

class Builder
{
public:
    Builder(app::Repository& repository, const ReportTemplate& report, const ReportRequest& request)
        : m_repository(repository), m_report(report), m_queries(repository, report),
          m_source(repository, report.wording(), request.parameters, period(request), day(repository, request))
    {
    }

    report::Document build()
    {
        report::refuse_findings(m_queries.check());
        add_unsaid();
        m_queries.bind(m_source);
        const Json facts = m_queries.facts();
        m_source.add_values(facts);
        report::Document document;
        document.id = file_name();
        document.title = m_source.text(m_report.title());
        if (!m_report.subtitle().empty())
            document.subtitle = m_source.text(m_report.subtitle());
        if (m_source.parameters().find("plan") != nullptr)
            document.publisher = app::localized_of(m_source.plan().plan.subject.fields["jurisdiction"]);
        document.date = m_source.as_of().iso();
        document.generator = fmt::format("ogp {}", version());
        document.provenance = provenance();
        for (const TemplateSection& section : m_report.sections())
            document.sections.push_back(make(section));
        document.data = Json::object({{"report", m_report.id()}, {"parameters", m_source.parameters()}, {"as_of", document.date}, {"facts", m_source.values()}});
        return document;
    }

private:
    static std::optional<Period> period(const ReportRequest& request)
    {
        const std::string& name = request.parameters.text("period");
        return name.empty() ? std::nullopt : std::optional(period_from(name));
    }

    static Date day(const app::Repository& repository, const ReportRequest& request)
    {
        const auto reported = period(request);
        return request.as_of.value_or(reported ? std::min(reported->to, repository.today()) : repository.today());
    }

    /// A parameter that was not given is an empty text, which sections of mustache leave out; a case is known by number and title too.
    void add_unsaid()
    {
        Json unsaid = Json::object();
        for (const Parameter& parameter : m_report.parameters()) {
            const bool is_given = m_source.parameters().find(parameter.name) != nullptr;
            if (!is_given)
                unsaid.set(parameter.name, "");
            if (parameter.kind == ParameterKind::Case)
                add_case(parameter, is_given, unsaid);
        }
        m_source.add_values(unsaid);
    }

    void add_case(const Parameter& parameter, bool is_given, Json& values) const
    {
        const auto row = is_given ? std::optional(m_source.case_of(parameter.name, parameter.type)) : std::nullopt;
        const Localized title = row ? row->title : Localized();
        values.set(parameter.name + "_number", row ? row->number : std::string());
        values.set(parameter.name + "_title", Json::object({{"ka", title.in(Language::Ka)}, {"en", title.in(Language::En)}}));
    }

    std::string file_name() const
    {
        std::string name = m_report.file().empty() ? m_report.id() : m_source.text(m_report.file()).en;
        // Names that every disk and every shell takes as they are.
        for (char& letter : name) {
            const bool is_plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
                                  letter == '-' || letter == '_' || letter == '.';
            letter = is_plain ? letter : '-';
        }
        return name.empty() || name.front() == '.' ? m_report.id() + name : name;
    }

    Json provenance() const
    {
        const store::Head head = m_repository.store().head();
        return Json::object({{"report", m_report.id()},
                             {"template", sha256(m_report.document().text()).hex()},
                             {"parameters", m_source.parameters()},
                             {"as_of", m_source.as_of().iso()},
                             {"now", m_repository.clock().now.rfc3339()},
                             {"repository", m_repository.store().identity().repository.hex()},
                             {"size", static_cast<std::int64_t>(head.size)},
                             {"root", head.root.hex()},
                             {"generator", fmt::format("ogp {}", version())}});
    }

    report::Section make(const TemplateSection& wanted)
    {
        report::Section section{wanted.id, wanted.number, m_source.text(wanted.title), {}, {}};
        if (!m_queries.has_types(wanted)) {
            section.blocks.emplace_back(report::Notice{m_source.text(wanted.without)});
            return section;
        }
        if (!wanted.make.empty()) {
            m_source.set_options(wanted.options);
            section_maker(wanted.make).make(m_source, section);
        }
        for (const TemplateBlock& block : wanted.blocks)
            add(block, section.blocks);
        for (const TemplateSection& inner : wanted.sections)
            section.sections.push_back(make(inner));
        return section;
    }

    void add(const TemplateBlock& block, std::vector<report::Block>& blocks)
    {
        std::visit(Overloaded{[&](const TemplateText& text) { blocks.emplace_back(report::Paragraph{m_source.text(text.name)}); },
                              [&](const TemplateNotice& notice) { blocks.emplace_back(report::Notice{m_source.text(notice.name)}); },
                              [&](const TemplateList& list) {
                                  report::List items;
                                  for (const std::string& name : list.names)
                                      items.items.push_back(m_source.text(name));
                                  blocks.emplace_back(std::move(items));
                              },
                              [&](const TemplateTable& table) { add_or_say(m_queries.table(m_source, table), table.empty, blocks); },
                              [&](const TemplateCard& card) { add_or_say(m_queries.card(m_source, card), card.empty, blocks); },
                              [&](const TemplateChart& chart) {
                                  // Of a table without rows that has been said already.
                                  if (auto made = m_queries.chart(m_source, chart))
                                      blocks.emplace_back(std::move(*made));
                              },
                              [&](const TemplateCheck& check) { compare(check, blocks); }},
                   block);
    }

    template <class Made>
    void add_or_say(std::optional<Made> made, const std::string& empty, std::vector<report::Block>& blocks)
    {
        if (made) {
            blocks.emplace_back(std::move(*made));
            return;
        }
        // Tables that are empty for one reason say it once.
        report::Notice notice{m_source.text(empty)};
        const auto* before = blocks.empty() ? nullptr : std::get_if<report::Notice>(&blocks.back());
        if (before == nullptr || before->text != notice.text)
            blocks.emplace_back(std::move(notice));
    }

    void compare(const TemplateCheck& check, std::vector<report::Block>& blocks)
    {
        const std::int64_t left = m_queries.operand(m_source, check.left, check.place);
        const std::int64_t right = m_queries.operand(m_source, check.right, check.place);
        const Json values = Json::object({{"left", left}, {"right", right}});
        if (left != right)
            blocks.emplace_back(report::Notice{m_source.text(check.differs, values)});
        else if (!check.agrees.empty())
            blocks.emplace_back(report::Paragraph{m_source.text(check.agrees, values)});
    }

    app::Repository& m_repository;
    const ReportTemplate& m_report;
    ReportQueries m_queries;
    ReportSource m_source;
};

} // namespace

report::Document build_report(app::Repository& repository, const ReportTemplate& report, const ReportRequest& request)
{
    return Builder(repository, report, request).build();
}

} // namespace ogp::documents
