#include "app/bulk/bulk_import_rows.hpp"
#include "base/text.hpp"
#include "workflow/refuse.hpp"

namespace ogp::app {
namespace {

/// A record lies at most eight levels deep in a field, that in `fields`, that in the row.
constexpr int deepest = 12;

class NdjsonRows final : public BulkRows
{
public:
    explicit NdjsonRows(BulkRowsOptions options)
        : m_options(std::move(options)), m_lines(m_options.name, m_options.source, bulk_record_bytes)
    {}

    bool next(BulkRow& row) override
    {
        TextLine line;
        do {
            if (!m_lines.next(line))
                return false;
        } while (trim(line.text).empty());
        row = {};
        row.line = m_line = line.number;
        row.bytes = line.bytes;
        if (line.too_long) {
            report("line_too_long", say("სტრიქონი {} ბაიტია, ჩანაწერში არაუმეტეს {} შეიძლება",
                                        "the line has {} bytes, a record may have {}", line.bytes, bulk_record_bytes));
            return true;
        }
        try {
            read(row, parse_json(line.text, {.bytes = bulk_record_bytes, .depth = deepest}));
        } catch (const Error& error) {
            if (error.fault() != Fault::Invalid)
                throw;
            report("bad_json", error.message());
        }
        return true;
    }

    Finding finding_at(std::string_view field) const override
    {
        return {Severity::Error, {}, {m_options.name, m_line, 0, {}}, std::string(field), {}};
    }

    std::uint64_t consumed() const override { return m_lines.consumed(); }

private:
    void report(const char* code, Localized problem, std::string where = {})
    {
        m_options.report({Severity::Error, code, {m_options.name, m_line, 0, {}}, std::move(where), std::move(problem)});
    }

    void read(BulkRow& row, Json object)
    {
        static const std::vector<std::string> known{"fields", "key", "state", "type"};
        if (!object.is_object()) {
            report("wrong_shape", {"სტრიქონში ობიექტი უნდა იყოს: {\"fields\": {…}}", "a line must be an object: {\"fields\": {…}}"});
            return;
        }
        bool good = true;
        for (const auto& [name, value] : object.members()) {
            const bool as_it_should = name == "fields" ? value.is_object() : value.is_text();
            if (std::find(known.begin(), known.end(), name) == known.end())
                report("unknown_member", workflow::joined(say("უცნობი სახელი „{}“", "unknown member \"{}\"", printable(shorten(name, 60))),
                                                          workflow::suggestion(name, known)));
            else if (!as_it_should)
                report("wrong_shape", name == "fields" ? Localized("აქ ობიექტი უნდა იყოს", "this must be an object")
                                                       : Localized("აქ ტექსტი უნდა იყოს", "this must be a text"),
                       name);
            else
                continue;
            good = false;
        }
        if (!good)
            return;
        if (object.find("fields") == nullptr) {
            report("wrong_shape", {"აკლია \"fields\"", "\"fields\" is missing"});
            return;
        }
        Localized problem;
        const workflow::CaseType* type = row_type(m_options, object.text("type"), problem);
        if (type == nullptr) {
            report("unknown_type", std::move(problem), "type");
            return;
        }
        row.key = object.text("key");
        row.state = object.text("state");
        row.values = object["fields"];
        row.type = type;
    }

    BulkRowsOptions m_options;
    LineReader m_lines;
    std::uint32_t m_line = 0;
};

} // namespace

std::unique_ptr<BulkRows> ndjson_rows(BulkRowsOptions options)
{
    return std::make_unique<NdjsonRows>(std::move(options));
}

} // namespace ogp::app
