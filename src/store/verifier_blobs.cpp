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

void BlobCheck::check(const Hash& hash, const LogRow& row, const std::string& name)
{
    if (!m_seen.insert(hash).second)
        return;
    ++m_report.result().blobs;
    try {
        m_blobs.read(hash, [](std::string_view) {});
    } catch (const Error& error) {
        const bool missing = error.fault() == Fault::NotFound;
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
