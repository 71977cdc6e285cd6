#include "base/id.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstring>

namespace ogp {

template <class Tag>
std::string Id128<Tag>::hex() const
{
    return to_hex(view());
}

template <class Tag>
std::optional<Id128<Tag>> Id128<Tag>::from_hex(std::string_view hex)
{
    if (hex.size() != 32)
        return std::nullopt;
    const std::optional<std::string> raw = ogp::from_hex(hex);
    return raw ? from_bytes(*raw) : std::nullopt;
}

template <class Tag>
std::optional<Id128<Tag>> Id128<Tag>::from_bytes(std::string_view raw)
{
    Id128 id;
    if (raw.size() != id.bytes.size())
        return std::nullopt;
    std::memcpy(id.bytes.data(), raw.data(), raw.size());
    return id;
}

template struct Id128<CaseTag>;
template struct Id128<RepositoryTag>;
template struct Id128<ReplicaTag>;

CaseUid case_uid(const Hash& open_event_id)
{
    CaseUid uid;
    std::copy_n(open_event_id.bytes.begin(), uid.bytes.size(), uid.bytes.begin());
    return uid;
}

} // namespace ogp
