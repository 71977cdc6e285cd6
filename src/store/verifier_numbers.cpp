#include "store/verifier_numbers.hpp"

#include "base/text.hpp"
#include "store/projection.hpp"

#include <fmt/format.h>

namespace ogp::store {

std::string NumberCheck::number(const LogRow& row, const model::TypeProfile& profile, const CaseUid& uid)
{
    return profile.numbering.empty() ? std::string() : m_writer.number(profile, row.event, row.leaf.official_number, uid);
}

std::string NumberCheck::waiting_number(const model::Event& open, const model::TypeProfile& profile, const CaseUid& uid)
{
    if (profile.numbering.empty())
        return {};
    const auto detail = model::OpenDetail::from_json(open.detail);
    return detail ? m_writer.number(profile, open, static_cast<std::uint64_t>(detail->number), uid) : m_writer.provisional(profile, open);
}

void NumberCheck::blame_number(const LogRow& row, std::int64_t number, std::int64_t expected, bool is_sound)
{
    if (number != expected && is_sound)
        m_report.add("number_gap", fmt::format("leaf {}", row.sequence),
                     say("ოფიციალური ნომერია {}, უნდა იყოს {}", "its official number is {}, it should be {}", number, expected));
}

const NumberCheck::Block* NumberCheck::block_of(const std::string& series, std::int64_t number, const ReplicaId& replica) const
{
    for (const auto& [id, block] : m_blocks)
        if (block.ended < 0 && block.content.series == series && block.content.replica == replica && number >= block.content.first &&
            number - block.content.first < block.content.count)
            return &block;
    return nullptr;
}

std::string NumberCheck::open(const LogRow& row, const model::TypeProfile& profile, const CaseUid& uid, bool is_sound)
{
    const auto given = static_cast<std::int64_t>(row.leaf.official_number);
    if (profile.numbering.empty()) {
        blame_number(row, given, 0, is_sound);
        return {};
    }
    const std::string series = m_writer.series(profile, row.event);
    if (const auto detail = model::OpenDetail::from_json(row.event.detail)) {
        const bool is_new = m_leased.emplace(std::pair(series, detail->number), uid).second;
        if ((!is_new || block_of(series, detail->number, row.event.replica) == nullptr) && is_sound)
            m_report.add("number_gap", fmt::format("leaf {}", row.sequence),
                         {"ნომერი ამ ასლს არ ეკუთვნოდა ან უკვე გაცემული იყო", "its number was not this replica's to give, or was given already"});
        blame_number(row, given, detail->number, is_sound);
    } else {
        std::int64_t& last = m_series[series];
        blame_number(row, given, last + 1, is_sound);
        last = given;
    }
    if (row.event.replica != m_identity.log_keeper())
        m_aliases.emplace(m_writer.provisional(profile, row.event), uid);
    return number(row, profile, uid);
}

void NumberCheck::lease(const LogRow& row, bool is_sound)
{
    const auto detail = model::LeaseDetail::from_json(row.event.detail);
    if (!detail)
        return;
    if (!detail->block)
        return end_block(row, *detail, is_sound);
    const model::LeaseDetail::Block& content = *detail->block;
    std::int64_t& last = m_series[content.series];
    blame_number(row, content.first, last + 1, is_sound);
    last = content.first + content.count - 1;
    m_blocks[row.id] = {row.sequence, fmt::format("{}\n{}\n{} {} {}", content.type, content.series, content.first, content.count, content.replica.hex()),
                        content, -1, {}};
}

void NumberCheck::end_block(const LogRow& row, const model::LeaseDetail& detail, bool is_sound)
{
    const auto found = m_blocks.find(detail.ended.value_or(Hash{}));
    if (found == m_blocks.end() || found->second.ended >= 0) {
        if (is_sound)
            m_report.add("lease_damaged", fmt::format("event {}", row.sequence),
                         {"ნომრების ასეთი მოქმედი ბლოკი არ იყო", "there was no such block of numbers in force"});
        return;
    }
    Block& block = found->second;
    block.ended = row.sequence;
    block.annulled = detail.annulled;
    std::vector<std::int64_t> left;
    for (std::int64_t number = block.content.first; number - block.content.first < block.content.count; ++number)
        if (!m_leased.contains({block.content.series, number}))
            left.push_back(number);
    if (left != detail.annulled && is_sound)
        m_report.add("number_gap", fmt::format("event {}", row.sequence),
                     {"გაუქმდა არა ის ნომრები, რომლებიც ბლოკში დარჩა", "the numbers that it annuls are not those that were left of the block"});
}

void NumberCheck::finish(bool is_sound)
{
    if (!is_sound)
        return;
    std::map<std::string, std::int64_t> series;
    Query series_rows(m_database, "SELECT name, last FROM series");
    while (series_rows.step())
        series.emplace(series_rows.text(0), series_rows.integer(1));
    if (series != m_series)
        m_report.add("series_damaged", "series", {"ნომრების მთვლელი ჟურნალს არ ემთხვევა", "the counters of numbers are not those of the log"});

    std::set<std::string> expected;
    for (const auto& [id, block] : m_blocks)
        expected.insert(fmt::format("{} {}\n{}\n{} {}", block.sequence, id.hex(), block.row, block.ended, numbers_text(block.annulled)));
    std::set<std::string> stored;
    Query leases(m_database, "SELECT seq, id, type, series, first, count, replica, ended, annulled FROM lease");
    while (leases.step())
        stored.insert(fmt::format("{} {}\n{}\n{}\n{} {} {}\n{} {}", leases.integer(0), to_hex(leases.bytes(1)), leases.bytes(2), leases.bytes(3),
                                  leases.integer(4), leases.integer(5), to_hex(leases.bytes(6)), leases.integer(7), leases.bytes(8)));
    if (stored != expected)
        m_report.add("lease_damaged", "leases", {"ნომრების ბლოკები ჟურნალს არ ემთხვევა", "the blocks of numbers are not those of the log"});

    std::map<std::pair<std::string, std::int64_t>, CaseUid> leased;
    Query given(m_database, "SELECT series, number, uid FROM leased");
    while (given.step())
        leased.emplace(std::pair(given.text(0), given.integer(1)), CaseUid::from_bytes(given.bytes(2)).value_or(CaseUid{}));
    if (leased != m_leased)
        m_report.add("lease_damaged", "leased numbers",
                     {"ბლოკებიდან გაცემული ნომრები ჟურნალს არ ემთხვევა", "the numbers given from blocks are not those of the log"});

    std::set<std::pair<std::string, CaseUid>> aliases;
    Query numbers(m_database, "SELECT number, uid FROM alias");
    while (numbers.step())
        aliases.emplace(numbers.text(0), CaseUid::from_bytes(numbers.bytes(1)).value_or(CaseUid{}));
    if (aliases != m_aliases)
        m_report.add("alias_damaged", "aliases", {"დროებითი ნომრები ჟურნალს არ ემთხვევა", "the provisional numbers are not those of the log"});
}

} // namespace ogp::store
