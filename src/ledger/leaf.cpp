#include "ledger/leaf.hpp"

#include "base/error.hpp"

#include <limits>

namespace ogp::ledger {
namespace {

constexpr unsigned char leaf_version = 1;
constexpr unsigned flag_late = 1;
constexpr unsigned flag_set_clock = 2;

template <class Integer>
void put(std::string& out, Integer value)
{
    for (int shift = std::numeric_limits<Integer>::digits - 8; shift >= 0; shift -= 8) {
        out.push_back(static_cast<char>(static_cast<unsigned char>(value >> shift)));
    }
}

/// Takes big-endian integers and hashes from the front. The size has been checked before.
class Reader
{
public:
    explicit Reader(std::string_view bytes) : m_bytes(bytes) {}

    template <class Integer>
    Integer integer()
    {
        Integer value = 0;
        for (const char c : take(sizeof(Integer))) {
            value = static_cast<Integer>(std::uint64_t{value} << 8U | static_cast<unsigned char>(c));
        }
        return value;
    }

    Hash hash() { return Hash::from_bytes(take(32)).value(); }

private:
    std::string_view take(std::size_t count)
    {
        const std::string_view front = m_bytes.substr(0, count);
        m_bytes.remove_prefix(count);
        return front;
    }

    std::string_view m_bytes;
};

Error damaged(const Localized& reason)
{
    return {Fault::Integrity,
            {"ჟურნალის ჩანაწერი დაზიანებულია: " + reason.ka, "a record of the log is damaged: " + reason.en}};
}

} // namespace

std::string Leaf::bytes() const
{
    std::string out;
    out.reserve(leaf_size);
    put(out, leaf_version);
    put(out, stream);
    put(out, sequence);
    put(out, static_cast<std::uint64_t>(received.milliseconds()));
    out += event_id.view();
    out += batch_id.view();
    out += case_tag.view();
    put(out, case_version);
    put(out, static_cast<std::uint8_t>(verdict));
    put(out, rule);
    put(out, official_number);
    put(out, static_cast<std::uint8_t>((late ? flag_late : 0U) | (set_clock ? flag_set_clock : 0U)));
    return out;
}

Leaf Leaf::parse(std::string_view bytes)
{
    if (bytes.size() != leaf_size) {
        throw damaged(say("{} ბაიტია და არა {}", "it has {} bytes, not {}", bytes.size(), leaf_size));
    }
    Reader reader(bytes);
    if (const auto version = reader.integer<std::uint8_t>(); version != leaf_version) {
        throw damaged(say("უცნობი ვერსია {}", "unknown version {}", version));
    }
    Leaf leaf;
    leaf.stream = reader.integer<std::uint64_t>();
    leaf.sequence = reader.integer<std::uint64_t>();
    leaf.received = Instant::from_milliseconds(static_cast<std::int64_t>(reader.integer<std::uint64_t>()));
    leaf.event_id = reader.hash();
    leaf.batch_id = reader.hash();
    leaf.case_tag = reader.hash();
    leaf.case_version = reader.integer<std::uint32_t>();
    leaf.verdict = static_cast<Verdict>(reader.integer<std::uint8_t>());
    if (code(leaf.verdict).empty()) {
        throw damaged(say("უცნობი გადაწყვეტილება {}", "unknown verdict {}", static_cast<unsigned>(leaf.verdict)));
    }
    leaf.rule = reader.integer<std::uint16_t>();
    leaf.official_number = reader.integer<std::uint64_t>();
    const unsigned flags = reader.integer<std::uint8_t>();
    if ((flags & ~(flag_late | flag_set_clock)) != 0) {
        throw damaged(say("უცნობი ნიშნები {}", "unknown flags {}", flags));
    }
    leaf.late = (flags & flag_late) != 0;
    leaf.set_clock = (flags & flag_set_clock) != 0;
    return leaf;
}

Hash case_tag(std::string_view tag_secret, const CaseUid& uid)
{
    return hmac_sha256(tag_secret, {uid.view()});
}

} // namespace ogp::ledger
