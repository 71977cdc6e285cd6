#pragma once

#include "base/hash.hpp"
#include "sync/transport.hpp"
#include "sync/wire.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ogp::sync {

/// Asks an authority what a replica has to know, one question at a time (wire.hpp). Everything may be asked again after a cut. Throws
/// Error{Remote} where there is no whole answer, what the authority itself says where it refuses, Error{Invalid} for an answer that is
/// none.
///
/// Where the authority asks to come again later (429 or 503 with Retry-After in seconds), the client does, for as long as `patience`
/// in one question: a clone of thousands of files takes longer then, and does not fail.
class Client
{
public:
    using Wait = std::function<void(std::chrono::seconds)>;

    explicit Client(std::unique_ptr<Transport> transport, Wait wait = sleep) : m_transport(std::move(transport)), m_wait(std::move(wait)) {}

    Info info();
    Info register_replica(const Registration& registration);

    /// The newest checkpoint; nothing where it is the one with this tag ("" for none).
    std::optional<std::string> checkpoint(const std::string& tag);
    PushAnswer push(const PushWriter& push);
    /// The lines of a page; nothing where the log goes no further.
    std::optional<std::string> page(const LogQuery& query);
    void acknowledge(const ErasureAnswer& answer);

    /// The compiled form of a version of a case type; not checked.
    std::string workflow(const Hash& hash);

    /// A piece of a blob from `offset` on, "" at its end; not checked. Error{NotFound} where it is gone.
    std::string blob(const Hash& hash, std::uint64_t offset);
    bool has_blob(const Hash& hash);
    /// Hands in a whole file, piece by piece.
    void put_blob(const Hash& hash, const std::filesystem::path& file);

    /// Bytes on the wire since the client was made, heads included.
    std::uint64_t bytes_sent() const { return m_sent; }
    std::uint64_t bytes_received() const { return m_received; }
    std::uint64_t requests() const { return m_requests; }
    /// Is told the bytes of the present exchange.
    void on_progress(Progress progress) { m_progress = std::move(progress); }

    static constexpr std::size_t blob_piece = 4U << 20U;
    static constexpr std::chrono::seconds patience{120};

private:
    static void sleep(std::chrono::seconds time);
    Response send(Request request);
    Response ask(Request request);

    std::unique_ptr<Transport> m_transport;
    Wait m_wait;
    Progress m_progress;
    std::uint64_t m_sent = 0;
    std::uint64_t m_received = 0;
    std::uint64_t m_requests = 0;
};

} // namespace ogp::sync
