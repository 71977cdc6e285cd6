#include "ledger/consistency.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "ledger/line_reader.hpp"
#include "ledger/merkle.hpp"

namespace ogp::ledger {

std::string ConsistencyProof::text() const
{
    std::string out = fmt::format("old {}\n", from);
    append_path(out, path);
    return out + '\n' + note;
}

ConsistencyProof ConsistencyProof::parse(std::string_view text)
{
    LineReader reader(text, Fault::Invalid, {"თანმიმდევრულობის მტკიცებულება უვარგისია", "this is no proof of consistency"});
    ConsistencyProof proof;
    proof.from = reader.number("old");
    proof.path = reader.path("");
    reader.expect("");
    proof.note = reader.rest();
    return proof;
}

Checkpoint signed_checkpoint(std::string_view note, const VerifierKey& log)
{
    const Note parsed = parse_note(note);
    const Checkpoint checkpoint = Checkpoint::parse(parsed.text);
    if (!verify_note(parsed, log.name, log.key))
        throw Error(Fault::Integrity, say("საკონტროლო წერტილს ეს გასაღები ხელს არ აწერს: {}", "the checkpoint is not signed by this key: {}",
                                          printable(verifier_key(log.name, log.key))));
    return checkpoint;
}

void check_continues(const Checkpoint& older, const Checkpoint& newer, const std::vector<Hash>& path)
{
    if (older.origin != newer.origin)
        throw Error(Fault::Integrity, say("საკონტროლო წერტილი სხვა ჟურნალისაა: {0}, უნდა იყოს {1}",
                                          "the checkpoint is of another log: {0}, it should be of {1}", printable(newer.origin),
                                          printable(older.origin)));
    if (newer.size < older.size)
        throw Error(Fault::Integrity, say("ჟურნალში {0} მოვლენაა, ადრე კი {1} იყო: ბოლო მოვლენები დაიკარგა",
                                          "the log has {0} events, but it had {1}: the latest events are lost", newer.size, older.size));
    if (!verify_consistency(older.size, newer.size, older.root, newer.root, path))
        throw Error(Fault::Integrity, say("ისტორია შეიცვალა: პირველი {} მოვლენის ხე სხვაა, ვიდრე ადრე",
                                          "history was changed: the tree over the first {} events is not the one that it was", older.size));
}

} // namespace ogp::ledger
