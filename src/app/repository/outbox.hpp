#pragma once

#include "app/repository/repository.hpp"
#include "base/json.hpp"
#include "report/table.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace ogp::app {

/// What case types' effects have left for somebody outside, oldest first: sequence, index, time, case, kind, to, template, why,
/// delivered. Fields are named, nothing of them is opened.
report::Table list_outbox(const Repository& repository, store::Store::Delivered which);

/// One entry made ready for delivery. As JSON: {id, kind, case, type, number, time, why, to}; of a notification also template,
/// recipient {address, name} and subject, body {ka, en}; of what is published or handed on also title, state and fields.
struct Outgoing
{
    std::string id; ///< "000000000017-0": sequence and place, in the order of the log
    Json content;
};

struct SendingOptions
{
    std::optional<std::int64_t> limit;                   ///< at most so many
    std::function<void(const Outgoing& message)> deliver; ///< throws where it could not
};

struct Sent
{
    std::size_t delivered = 0;
    std::size_t without_recipient = 0; ///< the field has no value or it was erased: nobody is to be told
};

/// Delivers what waits, oldest first, and marks each entry once it was delivered: who is killed in between delivers at most that one
/// again. Personal values are opened here and nowhere else. Stops at the first that cannot be delivered, naming it. Needs the role
/// admin or system: Error{Forbidden}. Error{NotFound} for a template that is neither in `templates/messages` of the repository nor
/// part of the program.
Sent send_outbox(Repository& repository, const SendingOptions& options);

/// A handler for `deliver`: each message a file DIR/<id>.json; one delivered again takes the place of itself.
std::function<void(const Outgoing&)> deliver_to_folder(const std::filesystem::path& folder);

} // namespace ogp::app
