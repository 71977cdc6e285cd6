#include "budget/approved/fiscal_package.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <map>

namespace ogp::budget {
namespace {

constexpr std::int64_t greatest_factor = 1'000'000'000;

class PackageReader
{
public:
    PackageReader(const Json& root, const std::string& file) : m_root(root), m_file(file) {}

    FiscalPackage read()
    {
        m_package.name = m_root.text("name");
        m_package.title = m_root.text("title");
        read_resource();
        const Json& mapping = m_root.find("mapping") != nullptr ? m_root["mapping"] : m_root["model"];
        each(mapping["measures"], "measures", [&](const std::string& name, const Json& measure) { read_measure(name, measure); });
        if (m_package.columns.measures.empty())
            refuse("mapping.measures", {"ხარჯის არც ერთი საზომი არ არის", "there is no measure of expenditure"});
        each(mapping["dimensions"], "dimensions", [&](const std::string& name, const Json& dimension) { read_dimension(name, dimension); });
        return std::move(m_package);
    }

private:
    [[noreturn]] void refuse(const std::string& where, const Localized& why) const
    {
        throw Error(Fault::Invalid, say("{0}: {1}: {2}", "{0}: {1}: {3}", printable(m_file), printable(shorten(where, 100)), why.ka, why.en));
    }

    /// Members of an array of {name, ...}, or of an object by name.
    template <class Read>
    void each(const Json& list, const std::string& where, Read read)
    {
        if (list.is_array())
            for (const Json& item : list.items())
                read(item.text("name"), item);
        else if (list.is_object())
            for (const auto& [name, item] : list.members())
                read(name, item);
        else if (!list.is_null())
            refuse("mapping." + where, {"აქ საჭიროა სია", "a list is needed here"});
    }

    void read_resource()
    {
        const Json& resources = m_root["resources"];
        if (!resources.is_array() || resources.size() == 0)
            refuse("resources", {"ფაილი არც ერთი არ წერია", "there is no file"});
        const Json& first = resources.items().front();
        m_resource = first.text("name");
        const Json& path = first["path"].is_array() && first["path"].size() == 1 ? first["path"].items().front() : first["path"];
        m_package.path = path.is_text() ? path.as_text() : std::string();
        const std::vector<std::string_view> parts = split(m_package.path, '/');
        const bool plain = !m_package.path.empty() && !m_package.path.starts_with('/') && m_package.path.find('\\') == std::string::npos &&
                           m_package.path.find(':') == std::string::npos && std::find(parts.begin(), parts.end(), "..") == parts.end() &&
                           is_utf8(m_package.path) && m_package.path.find('\0') == std::string::npos;
        if (!plain)
            refuse("resources[0].path", {"საჭიროა გზა საქაღალდის შიგნით", "a path inside of the folder is needed"});
        const Json& dialect = first["dialect"];
        for (const char* key : {"delimiter", "quoteChar"})
            if (const std::string& value = dialect.text(key); !value.empty() && value != (key[0] == 'd' ? "," : "\""))
                refuse(std::string("resources[0].dialect.") + key, {"იკითხება მხოლოდ მძიმით გაყოფილი CSV", "only CSV with commas and double quotes is read"});
        if (const std::string& encoding = first.text("encoding"); !encoding.empty() && to_lower(is_utf8(encoding) ? encoding : "") != "utf-8")
            refuse("resources[0].encoding", {"საჭიროა UTF-8", "UTF-8 is needed"});
    }

    std::string source_of(const Json& field, const std::string& where) const
    {
        const std::string source = field.is_text() ? field.as_text() : field.text("source");
        if (source.empty())
            refuse(where, {"აკლია source: სვეტის სახელი", "source is missing: the name of a column"});
        if (const std::string& resource = field.text("resource"); !resource.empty() && resource != m_resource)
            refuse(where, {"იკითხება მხოლოდ პირველი ფაილი", "only the first file is read"});
        return source;
    }

    void read_measure(const std::string& name, const Json& measure)
    {
        const std::string where = "mapping.measures." + name;
        if (measure.text("direction") == "revenue")
            return;
        const auto phase = phase_of(measure.text("phase"));
        if (!phase)
            refuse(where + ".phase", {"საჭიროა proposed, approved, adjusted ან executed", "proposed, approved, adjusted or executed is needed"});
        for (const FiscalColumns::Measure& other : m_package.columns.measures)
            if (other.phase == *phase)
                refuse(where + ".phase", {"ეს ეტაპი უკვე იყო", "there was this phase before"});
        const Json& factor = measure["factor"];
        if (!factor.is_null() && (!factor.is_integer() || factor.as_integer() < 1 || factor.as_integer() > greatest_factor))
            refuse(where + ".factor", {"საჭიროა მთელი რიცხვი 1-დან", "a whole number from 1 is needed"});
        const std::string& currency = measure.text("currency");
        if (!currency.empty() && !m_package.currency.empty() && currency != m_package.currency)
            refuse(where + ".currency", {"ყველა საზომს ერთი ვალუტა უნდა ჰქონდეს", "all measures must have one currency"});
        m_package.currency = currency.empty() ? m_package.currency : currency;
        m_package.columns.measures.push_back({source_of(measure, where), *phase, factor.is_null() ? 1 : factor.as_integer()});
    }

    void read_dimension(const std::string& name, const Json& dimension)
    {
        static const std::map<std::string, std::string FiscalColumns::*, std::less<>> known{
            {"year", &FiscalColumns::year},         {"date", &FiscalColumns::year},           {"datetime", &FiscalColumns::year},
            {"cofog", &FiscalColumns::cofog},       {"functional", &FiscalColumns::cofog},    {"function", &FiscalColumns::cofog},
            {"theme", &FiscalColumns::theme},       {"programme", &FiscalColumns::programme}, {"program", &FiscalColumns::programme},
            {"district", &FiscalColumns::district}, {"location", &FiscalColumns::district},   {"project", &FiscalColumns::project},
            {"name", &FiscalColumns::name},         {"description", &FiscalColumns::name}};
        auto found = known.find(name);
        if (found == known.end())
            found = known.find(dimension.text("dimensionType"));
        if (found == known.end() || !(m_package.columns.*found->second).empty())
            return;
        const Json& fields = dimension.find("fields") != nullptr ? dimension["fields"] : dimension["attributes"];
        const Json& key = dimension["primaryKey"];
        const std::string wanted = key.is_text() ? key.as_text() : key.is_array() && key.size() > 0 && key.items().front().is_text() ? key.items().front().as_text() : "";
        std::string source;
        each(fields, "dimensions." + name + ".fields", [&](const std::string& field, const Json& value) {
            if (source.empty() || field == wanted)
                source = source_of(value, "mapping.dimensions." + name + "." + field);
        });
        m_package.columns.*found->second = source;
    }

    const Json& m_root;
    const std::string& m_file;
    FiscalPackage m_package;
    std::string m_resource;
};

Json field_of(std::string_view name, std::string_view type)
{
    return Json::object({{"name", name}, {"type", type}});
}

} // namespace

FiscalPackage read_fiscal_package(const Json& descriptor, const std::string& file)
{
    return PackageReader{descriptor, file}.read();
}

Json write_fiscal_package(const FiscalLines& lines, const std::string& path)
{
    static constexpr std::pair<const char*, const char*> dimensions[] = {
        {"year", "datetime"},      {"cofog", "classification"}, {"theme", "classification"}, {"programme", "classification"},
        {"district", "location"}, {"project", "project"},      {"name", "other"}};
    Json fields = Json::array();
    Json dimension_list = Json::array();
    for (const auto& [name, type] : dimensions) {
        fields.push(field_of(name, std::string_view(name) == "year" ? "year" : "string"));
        dimension_list.push(Json::object({{"name", name},
                                          {"dimensionType", type},
                                          {"fields", Json(Json::Array{Json::object({{"name", "id"}, {"source", name}})})},
                                          {"primaryKey", "id"}}));
    }
    Json measures = Json::array();
    for (const Phase phase : all_phases) {
        fields.push(field_of(code(phase), "number"));
        const bool used = std::any_of(lines.lines.begin(), lines.lines.end(),
                                      [&](const FiscalLine& line) { return line.amounts[static_cast<std::size_t>(phase)].has_value(); });
        if (used)
            measures.push(Json::object({{"name", code(phase)}, {"source", code(phase)}, {"currency", lines.currency}, {"factor", 1},
                                        {"direction", "expenditure"}, {"phase", code(phase)}}));
    }
    const Json resource = Json::object({{"name", "lines"}, {"path", path}, {"encoding", "utf-8"}, {"schema", Json::object({{"fields", fields}})}});
    return Json::object({{"name", lines.name},
                         {"title", lines.title},
                         {"resources", Json(Json::Array{resource})},
                         {"mapping", Json::object({{"measures", measures}, {"dimensions", dimension_list}})}});
}

} // namespace ogp::budget
