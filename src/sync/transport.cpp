#include "sync/transport.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "sync/compression.hpp"

namespace ogp::sync {
namespace {

constinit TransportFactory current_factory = nullptr;

} // namespace

std::string_view Response::header(std::string_view name) const
{
    for (const Header& header : headers)
        if (header.name == name)
            return header.value;
    return {};
}

void unpack(Response& response, std::size_t max_output)
{
    const std::string_view encoding = response.header("content-encoding");
    if (encoding.empty())
        return;
    if (encoding != "zstd") {
        const std::string name = printable(encoding);
        throw Error{Fault::Invalid, say("სერვერმა უცნობი კოდირებით უპასუხა: {}", "the answer has an unknown encoding: {}", name)};
    }
    response.body = decompress(response.body, max_output);
    std::erase_if(response.headers, [](const Header& header) { return header.name == "content-encoding"; });
}

void set_transport_factory(TransportFactory factory)
{
    current_factory = factory;
}

std::unique_ptr<Transport> open_transport(const RemoteOptions& options)
{
    if (current_factory == nullptr)
        throw Error{Fault::Internal, say("ამ პროგრამას ქსელთან კავშირი არ აქვს", "this program cannot speak to the network")};
    return current_factory(options);
}

} // namespace ogp::sync
