#pragma once

#include "app/sync/authority.hpp"
#include "app/sync/blob_upload.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "sync/client.hpp"
#include "sync/compression.hpp"
#include "sync/transport.hpp"

#include <memory>
#include <string>
#include <utility>

namespace ogp::app {

/// Answers a replica's requests as the server does, without a network: straight to the authority.
class InProcessTransport : public sync::Transport
{
public:
    InProcessTransport(Authority& authority, std::string token) : m_authority(authority), m_token(std::move(token)) {}

    sync::Response send(const sync::Request& request) override
    {
        sync::Response response;
        try {
            response = answer(request);
        } catch (const Error& error) {
            response = {.status = status_of(error.fault()), .body = sync::write_fault(error)};
        }
        response.bytes_sent = request.target.size() + request.body.size();
        response.bytes_received = response.body.size();
        return response;
    }

private:
    static int status_of(Fault fault)
    {
        switch (fault) {
        case Fault::NotFound: return 404;
        case Fault::Forbidden: return 403;
        case Fault::Conflict: return 409;
        case Fault::Invalid: return 422;
        default: return 500;
        }
    }

    static std::string header(const sync::Request& request, std::string_view name)
    {
        for (const sync::Header& header : request.headers)
            if (header.name == name)
                return header.value;
        return {};
    }

    static sync::Response packed(const std::string& body)
    {
        return {.status = 200, .headers = {{"content-encoding", "zstd"}}, .body = sync::compress(body)};
    }

    sync::Response answer(const sync::Request& request)
    {
        const auto known = m_authority.authenticate(m_token);
        if (!known)
            throw Error(Fault::Forbidden, {"ასეთი გასაღებსიტყვა არ არის", "there is no such token"});
        const Session& session = *known;
        const std::string_view target = request.target;
        const std::string_view path = target.substr(0, target.find('?'));
        if (path == "/v1/info")
            return {.status = 200, .body = sync::write_info(m_authority.info(session))};
        if (path == "/v1/checkpoint") {
            const CheckpointNote checkpoint = m_authority.checkpoint();
            if (header(request, "If-None-Match") == '"' + checkpoint.tag + '"')
                return {.status = 304};
            return {.status = 200, .body = checkpoint.note};
        }
        if (path == "/v1/replica") {
            m_authority.register_replica(session, sync::parse_registration(request.body));
            return {.status = 200, .body = sync::write_info(m_authority.info(session))};
        }
        if (path == "/v1/push")
            return packed(sync::write_push_answer(m_authority.push(session, sync::decompress(request.body, sync::max_push_bytes))));
        if (path == "/v1/log") {
            const auto page = m_authority.page(session, sync::LogQuery::parse(target.substr(target.find('?') + 1)));
            return page ? packed(*page) : sync::Response{.status = 304};
        }
        if (path == "/v1/erased") {
            m_authority.acknowledge(session, sync::parse_erasure_answer(request.body));
            return {.status = 204};
        }
        if (path == "/v1/consistency")
            return {.status = 200, .body = m_authority.consistency(std::stoull(std::string(target.substr(target.find('=') + 1))))};
        if (path == "/v1/cosignature") {
            m_authority.cosign(session, request.body);
            return {.status = 204};
        }
        if (path.starts_with("/v1/workflow/")) {
            const auto compiled = m_authority.workflow(session, *Hash::from_hex(path.substr(13)));
            if (!compiled)
                throw Error(Fault::NotFound, {"არ არის", "not there"});
            return {.status = 200, .body = *compiled};
        }
        if (path.starts_with("/v1/blob/"))
            return blob(session, request, *Hash::from_hex(path.substr(9)));
        return {.status = 404};
    }

    sync::Response blob(const Session& session, const sync::Request& request, const Hash& hash)
    {
        if (request.method == "PUT") {
            const std::string range = header(request, "Content-Range"); // bytes A-B/SIZE
            BlobPiece piece{.hash = hash, .offset = 0, .size = request.body.size(), .bytes = request.body};
            if (!range.empty()) {
                piece.offset = std::stoull(range.substr(6));
                piece.size = std::stoull(range.substr(range.find('/') + 1));
            }
            m_authority.take_piece(session, piece);
            return {.status = 202};
        }
        const auto size = blob_size(m_authority.data_folder(), hash);
        if (!size)
            return {.status = 404, .body = sync::write_fault(Error(Fault::NotFound, {"არ არის", "not there"}))};
        if (request.method == "HEAD")
            return {.status = 200};
        const std::size_t from = std::stoull(header(request, "Range").substr(6));
        if (from >= *size)
            return {.status = 416};
        return {.status = 206, .body = read_blob(m_authority.data_folder(), hash, from, sync::Client::blob_piece)};
    }

    Authority& m_authority;
    std::string m_token;
};

} // namespace ogp::app
