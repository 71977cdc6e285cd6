#include "documents/document_edits.hpp"

#include "app/cases/values.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace ogp::documents {
namespace {

constexpr std::size_t digest_length = 16; ///< hexadecimal digits of a digest in a mark

const workflow::Field& text_field(const workflow::CaseType& type, const std::string& field, const std::string& mark)
{
    const workflow::Field* known = type.field(field);
    const bool is_text = known != nullptr && (known->type == workflow::FieldType::Text || known->type == workflow::FieldType::Localized);
    if (!is_text || workflow::is_sealed(known->privacy))
        throw Error(Fault::Invalid, say("ნიშნული {}: ამ ველის ტექსტი დოკუმენტიდან არ იცვლება", "mark {}: the text of this field is not changed by a document", printable(mark)),
                    {"შექმენით დოკუმენტი ხელახლა", "make the document anew"});
    return *known;
}

store::CaseRow marked_case(const app::Repository& repository, std::string_view uid, const std::string& mark)
{
    const std::optional<CaseUid> id = CaseUid::from_hex(uid);
    std::optional<store::CaseRow> row = id ? repository.store().find(*id) : std::nullopt;
    if (!row)
        throw Error(Fault::Invalid, say("ნიშნული {}: ასეთი საქმე საცავში არ არის", "mark {}: the repository has no such case", printable(mark)),
                    {"დოკუმენტი სხვა საცავიდანაა: გამოიყენეთ -C", "the document is of another repository: use -C"});
    return std::move(*row);
}

/// As the record would keep it: composed, without space at the ends of its lines.
std::string tidy(std::string_view text)
{
    std::string tidied;
    for (const std::string_view line : split(text, '\n')) {
        std::string_view kept = line;
        while (!kept.empty() && (kept.back() == ' ' || kept.back() == '\t' || kept.back() == '\r'))
            kept.remove_suffix(1);
        tidied += kept;
        tidied += '\n';
    }
    while (!tidied.empty() && tidied.back() == '\n')
        tidied.pop_back();
    return to_nfc(tidied);
}

std::string digest_of(std::string_view text)
{
    return sha256(text).hex().substr(0, digest_length);
}

/// {ka, en} with one side replaced, taken away where it is empty; null where nothing is left.
Json with_side(const Json& value, Language language, const std::string& text)
{
    Json sides = Json::object();
    if (value.is_object())
        for (const auto& [name, side] : value.members())
            if (name != code(language))
                sides.set(name, side);
    if (!text.empty())
        sides.set(std::string{code(language)}, text);
    return sides.find("ka") == nullptr && sides.find("en") == nullptr ? Json() : sides;
}

/// One value with its text, or with one side of it, replaced.
Json with_text(const workflow::Field& field, const Json& value, Language language, const std::string& text)
{
    if (field.type == workflow::FieldType::Localized)
        return with_side(value, language, text);
    return text.empty() ? Json() : Json(text);
}

/// A field that holds many: the document has a line for each, so that the lines replace the values one by one. Their other sides
/// stay with those of the same place; a line more or less is a value more or less, and where another language has texts as well
/// nobody could tell which of them that leaves alone.
Json with_lines(const workflow::Field& field, const Json& value, const TextEdit& edit)
{
    std::vector<std::string_view> lines = split(edit.now, '\n');
    if (edit.now.empty())
        lines.clear();
    const std::size_t held = value.is_array() ? value.size() : 0;
    const char* other = edit.language == Language::Ka ? "en" : "ka";
    bool has_other = false;
    for (std::size_t i = 0; i < held; ++i) {
        const Json& item = value.items()[i];
        has_other = has_other || (item.is_object() && !item.text(other).empty());
    }
    if (has_other && lines.size() != held)
        throw Error(Fault::Conflict,
                    say("{} {}: დოკუმენტში {} სტრიქონია, ჩანაწერში კი {}, და მეორე ენის ტექსტიც არის; არაფერი ჩაწერილა",
                        "{} {}: the document has {} lines and the record {}, with texts in the other language; nothing was recorded",
                        edit.row.number, edit.field, lines.size(), held),
                    {"დატოვეთ სტრიქონების რაოდენობა, ან შეცვალეთ ველი ბრძანებით set", "keep the number of lines, or change the field with set"});
    Json items = Json::array();
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (Json item = with_text(field, i < held ? value.items()[i] : Json(), edit.language, std::string(lines[i])); !item.is_null())
            items.push(std::move(item));
    return items.size() == 0 ? Json() : items;
}

} // namespace

std::vector<TextEdit> edits_of(const app::Repository& repository, const std::vector<report::EditedText>& texts)
{
    std::vector<TextEdit> edits;
    for (const report::EditedText& text : texts) {
        const std::size_t slash = text.mark.find('/');
        if (slash == std::string::npos)
            throw Error(Fault::Invalid, say("ნიშნული {} არასწორია", "mark {} is none of ours", printable(text.mark)),
                        {"შექმენით დოკუმენტი ხელახლა", "make the document anew"});
        TextEdit edit;
        edit.row = marked_case(repository, std::string_view(text.mark).substr(0, slash), text.mark);
        edit.field = text.mark.substr(slash + 1);
        edit.language = text.language;
        edit.now = tidy(text.text);
        const workflow::CaseType& type = repository.type(edit.row.subject.workflow);
        const Localized record = app::cell_of(type, text_field(type, edit.field, text.mark), edit.row.subject.fields[edit.field]).text;
        const std::string& shown = record.in(text.language);
        edit.was = text.language == Language::Ka ? record.ka : record.en;
        const bool is_untouched =
            digest_of(text.text) == text.original_hash || edit.now == tidy(edit.was) || edit.now == tidy(shown);
        const bool is_known = std::any_of(edits.begin(), edits.end(), [&](const TextEdit& other) {
            return other.row.subject.uid == edit.row.subject.uid && other.field == edit.field && other.language == edit.language &&
                   other.now == edit.now; // a text that stands in the document twice
        });
        if (is_untouched || is_known)
            continue;
        edit.is_stale = digest_of(shown) != text.original_hash;
        edits.push_back(std::move(edit));
    }
    for (TextEdit& edit : edits) // one text, changed in two ways: neither is preferred
        edit.is_stale = edit.is_stale || std::any_of(edits.begin(), edits.end(), [&](const TextEdit& other) {
            return other.row.subject.uid == edit.row.subject.uid && other.field == edit.field && other.language == edit.language && other.now != edit.now;
        });
    return edits;
}

report::Table edits_table(const std::vector<TextEdit>& edits)
{
    report::Table table;
    table.id = "edits";
    table.columns = {{"case", {"საქმე", "Case"}},
                     {"field", {"ველი", "Field"}},
                     {"language", {"ენა", "Language"}},
                     {"was", {"იყო", "Was"}},
                     {"now", {"არის", "Is"}},
                     {"stale", {"მოძველებული", "Stale"}}};
    for (const TextEdit& edit : edits)
        table.rows.push_back({report::Cell::of(edit.row.number), report::Cell::of(edit.field), report::Cell::of(std::string{code(edit.language)}),
                              report::Cell::of(edit.was), report::Cell::of(edit.now),
                              {Json(edit.is_stale), edit.is_stale ? Localized("კი", "yes") : Localized("არა", "no")}});
    return table;
}

void require_fresh(const std::vector<TextEdit>& edits)
{
    std::string names;
    for (const TextEdit& edit : edits)
        if (edit.is_stale)
            names += fmt::format("{}{} {} ({})", names.empty() ? "" : ", ", edit.row.number, edit.field, code(edit.language));
    if (!names.empty())
        throw Error(Fault::Conflict,
                    say("{}: ეს ტექსტი ჩანაწერში დოკუმენტის შექმნის შემდეგ შეიცვალა, ან დოკუმენტში ორნაირად წერია; არაფერი ჩაწერილა",
                        "{}: this text was changed in the record since the document was made, or stands in the document in two ways; nothing was recorded", names),
                    {"შექმენით დოკუმენტი ხელახლა და გადაიტანეთ ცვლილება მასში", "make the document anew and carry the change over into it"});
}

Json values_of(const app::Repository& repository, const store::CaseRow& row, const std::vector<TextEdit>& edits)
{
    const workflow::CaseType& type = repository.type(row.subject.workflow);
    Json values = Json::object();
    for (const TextEdit& edit : edits) {
        if (edit.row.subject.uid != row.subject.uid)
            continue;
        const workflow::Field& field = *type.field(edit.field);
        const bool is_begun = values.find(edit.field) != nullptr;
        const Json& present = is_begun ? values[edit.field] : row.subject.fields[edit.field];
        values.set(edit.field, field.many ? with_lines(field, present, edit) : with_text(field, present, edit.language, edit.now));
    }
    return values;
}

} // namespace ogp::documents
