#include "ledger/proof.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <charconv>

namespace ogp::ledger {
namespace {

constexpr std::string_view first_line = "ogp/proof@v1";
constexpr std::string_view any_version = "ogp/proof@v";
constexpr std::size_t longest_path = 64; // of a tree of 2^64 leaves

void append_path(std::string& out, const std::vector<Hash>& path)
{
    for (const Hash& hash : path)
        out += to_base64(hash.view()) + '\n';
}

/// Whether somebody meant this to be a proof. One damaged line leaves another one to know it by.
bool looks_like_proof(std::string_view text)
{
    return text.starts_with(any_version) || text.find("\nsubject ") != std::string_view::npos ||
           text.find("\nkey ogp/") != std::string_view::npos;
}

/// Takes lines from the front.
class Reader
{
public:
    explicit Reader(std::string_view text) : m_text(text) {}

    bool at_end() const { return m_text.empty(); }
    bool next_starts_with(std::string_view start) const { return m_text.starts_with(start); }

    std::string_view line()
    {
        ++m_line;
        const auto end = m_text.find('\n');
        if (end == std::string_view::npos)
            throw damaged({"ფაილის ბოლო აკლია", "the end of the file is missing"});
        const std::string_view line = m_text.substr(0, end);
        m_text.remove_prefix(end + 1);
        return line;
    }

    void expect(std::string_view wanted)
    {
        if (line() != wanted)
            throw damaged(wanted.empty() ? Localized("სტრიქონი ცარიელი უნდა იყოს", "the line must be empty")
                                         : say("უნდა ეწეროს „{}“", "it must say \"{}\"", wanted));
    }

    std::string_view value(std::string_view name)
    {
        const std::string_view whole = line();
        if (!whole.starts_with(name) || !whole.substr(name.size()).starts_with(' '))
            throw damaged(say("უნდა იწყებოდეს სიტყვით „{}“", "it must begin with \"{}\"", name));
        return whole.substr(name.size() + 1);
    }

    std::uint64_t number(std::string_view name)
    {
        const std::string_view digits = value(name);
        std::uint64_t number = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        // Written again, it must be the same: no sign, no zeros in front.
        if (error != std::errc{} || end != digits.data() + digits.size() || std::to_string(number) != digits)
            throw damaged({"რიცხვი არ იკითხება", "there is no number"});
        return number;
    }

    /// Hashes up to a line that is empty or begins with that word.
    std::vector<Hash> path(std::string_view after)
    {
        std::vector<Hash> path;
        while (after.empty() ? !next_starts_with("\n") : !next_starts_with(after)) {
            const auto decoded = from_base64(line());
            const auto hash = decoded ? Hash::from_bytes(*decoded) : std::nullopt;
            if (!hash || path.size() == longest_path)
                throw damaged({"ჰეში არ იკითხება", "there is no hash"});
            path.push_back(*hash);
        }
        return path;
    }

    /// A note with one signature.
    std::string note()
    {
        std::string note;
        for (int i = 0; i < 5; ++i)
            note.append(line()) += '\n';
        return note;
    }

    Error damaged(const Localized& reason) const
    {
        const Localized where = say("მტკიცებულება დაზიანებულია, სტრიქონი {}: ", "the proof is damaged, line {}: ", m_line);
        return {Fault::Integrity, {where.ka + reason.ka, where.en + reason.en}};
    }

private:
    std::string_view m_text;
    std::size_t m_line = 0;
};

Leaf read_leaf(Reader& reader)
{
    const auto bytes = from_base64(reader.value("leaf"));
    try {
        return Leaf::parse(bytes.value_or(std::string()));
    } catch (const Error& error) {
        throw reader.damaged(error.message());
    }
}

EventProof read_event(Reader& reader)
{
    EventProof event;
    event.event = reader.value("event");
    event.leaf = read_leaf(reader);
    if (reader.number("index") != event.leaf.sequence)
        throw reader.damaged({"ჩანაწერი სხვა ადგილს ასახელებს", "the leaf names another place"});
    event.path = reader.path("batch ");
    event.batch_index = reader.number("batch");
    event.batch_path = reader.path("");
    reader.expect("");
    event.batch_note = reader.note();
    reader.expect("");
    return event;
}

/// What the subject line says; the id of an event is held against the event itself.
std::optional<CaseUid> read_subject(Reader& reader, Hash& event_id)
{
    const std::string_view subject = reader.value("subject");
    if (subject.starts_with("case "))
        if (const auto uid = CaseUid::from_hex(subject.substr(5)))
            return uid;
    if (subject.starts_with("event "))
        if (const auto id = Hash::from_hex(subject.substr(6))) {
            event_id = *id;
            return std::nullopt;
        }
    throw reader.damaged({"არ იკითხება, რისი მტკიცებულებაა", "it does not say what is proved"});
}

} // namespace

std::string Proof::text() const
{
    std::string out(first_line);
    out += "\nsubject ";
    out += subject ? "case " + subject->hex() : "event " + (events.empty() ? Hash{} : events.front().leaf.event_id).hex();
    out += "\nkey " + key + "\n\n";
    for (const EventProof& event : events) {
        out += "event " + event.event + "\nleaf " + to_base64(event.leaf.bytes());
        out += "\nindex " + std::to_string(event.leaf.sequence) + '\n';
        append_path(out, event.path);
        out += "batch " + std::to_string(event.batch_index) + '\n';
        append_path(out, event.batch_path);
        out += '\n' + event.batch_note + '\n';
    }
    return out + checkpoint;
}

Proof Proof::parse(std::string_view text)
{
    if (!looks_like_proof(text))
        throw Error(Fault::Invalid, {"ეს მტკიცებულება არ არის", "this is no proof"},
                    say("მტკიცებულება იწყება სტრიქონით {}; მისი შექმნა: ogp prove ID",
                        "a proof begins with the line {}; ogp prove ID makes one", first_line));
    Reader reader(text);
    reader.expect(first_line);
    Proof proof;
    Hash event_id;
    proof.subject = read_subject(reader, event_id);
    proof.key = reader.value("key");
    reader.expect("");
    do
        proof.events.push_back(read_event(reader));
    while (reader.next_starts_with("event "));
    proof.checkpoint = reader.note();
    if (!reader.at_end())
        throw reader.damaged({"მის შემდეგ კიდევ რაღაც წერია", "something follows it"});
    if (!proof.subject && (proof.events.size() != 1 || proof.events.front().leaf.event_id != event_id))
        throw Error(Fault::Integrity, {"მტკიცებულება სხვა მოვლენისაა, ვიდრე მეორე სტრიქონში წერია",
                                       "the proof is of another event than its second line says"});
    if (proof.text() != text)
        throw Error(Fault::Integrity, {"მტკიცებულება დაზიანებულია: ასე არ იწერება", "the proof is damaged: this is not how one is written"});
    return proof;
}

} // namespace ogp::ledger
