#include "app/cases/subjects.hpp"

#include "base/hash.hpp"

namespace ogp::app {
namespace {

constexpr std::size_t subject_size = 16;

} // namespace

std::string person_subject(const store::Store& store, const Json& person)
{
    return std::string(hmac_sha256(store.identity().tag_secret, {"person", to_json(person)}).view().substr(0, subject_size));
}

std::string replica_subject(std::string_view subject, const ReplicaId& replica)
{
    return std::string(sha256({"ogp-replica-subject-v1\n", subject, replica.view()}).view().substr(0, subject_size));
}

std::string next_subject(std::string_view subject)
{
    return std::string(sha256({"ogp-subject-v1\n", subject}).view().substr(0, subject_size));
}

} // namespace ogp::app
