#include "store/verifier_blobs.hpp"

#include "base/text.hpp"

namespace ogp::store {

void BlobCheck::add(const LogRow& row)
{
    for (const Hash& hash : row.event.blobs)
        check(hash, row, {});
    for (const model::Attachment& attachment : row.event.attachments)
        check(attachment.hash, row, attachment.name);
}

bool BlobCheck::may_be_missing(const LogRow& row)
{
    if (!row.event.sealed.contains(std::string(model::sealed_files)))
        return false;
    Query value(m_database, "SELECT length(s.ciphertext), e.subject IS NOT NULL FROM sealed s LEFT JOIN erased e ON e.subject = s.subject WHERE s.seq = ?1 AND "
                            "s.field = ?2",
                row.sequence, model::sealed_files);
    return value.step() ? value.integer(0) == 0 && value.integer(1) == 1 : !m_identity.is_authority();
}

void BlobCheck::check(const Hash& hash, const LogRow& row, const std::string& name)
{
    if (!m_seen.insert(hash).second)
        return;
    ++m_report.result().blobs;
    try {
        m_blobs.read(hash, [](std::string_view) {});
    } catch (const Error& error) {
        const bool missing = error.fault() == Fault::NotFound;
        if (missing && may_be_missing(row))
            return;
        const std::string file = printable(m_blobs.path(hash).string());
        const std::string named = name.empty() ? std::string() : " (" + printable(name) + ")";
        m_report.add(missing ? "blob_missing" : "blob_damaged", "blob " + hash.hex(),
                     missing ? say("ფაილი {0}{1}, რომელსაც მოვლენა {2} ასახელებს, აკლია; აღადგინეთ სარეზერვო ასლიდან",
                                   "the file {0}{1} that event {2} names is missing; restore it from a backup", file, named,
                                   row.sequence)
                             : say("ფაილი {0}{1}, რომელსაც მოვლენა {2} ასახელებს, დაზიანებულია; აღადგინეთ სარეზერვო ასლიდან",
                                   "the file {0}{1} that event {2} names is damaged; restore it from a backup", file, named,
                                   row.sequence));
    }
}

} // namespace ogp::store
