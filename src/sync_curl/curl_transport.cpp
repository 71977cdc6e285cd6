#include "sync_curl/curl_transport.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "sync_curl/remote_address.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <exception>
#include <new>

namespace ogp::sync_curl {
namespace {

constexpr std::size_t most_header_bytes = 64U << 10U;
constexpr long buffer_bytes = 256L << 10U;

struct FreeHandle
{
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, FreeHandle>;

/// The lines of a request's head.
class HeaderLines
{
public:
    void add(const std::string& line)
    {
        curl_slist* longer = curl_slist_append(m_list.get(), line.c_str());
        if (longer == nullptr)
            throw std::bad_alloc{};
        static_cast<void>(m_list.release());
        m_list.reset(longer);
    }
    curl_slist* list() const { return m_list.get(); }

private:
    std::unique_ptr<curl_slist, FreeHandle> m_list;
};

/// One exchange while it runs: what the callbacks write to.
struct Exchange
{
    const sync::Request& request;
    sync::Response response{};
    std::size_t header_bytes = 0;
    bool has_whole_head = false; ///< curl takes an answer for whole that ends within its head
    bool too_long = false;
    std::exception_ptr thrown{};
};

/// What a callback throws must not pass through C: it is kept, and the exchange is ended.
template <class Work>
bool guarded(Exchange& exchange, Work work)
{
    try {
        work();
        return true;
    } catch (...) {
        exchange.thrown = std::current_exception();
        return false;
    }
}

std::size_t on_body(char* data, std::size_t one, std::size_t count, void* target)
{
    auto& exchange = *static_cast<Exchange*>(target);
    const std::size_t size = one * count;
    if (size > exchange.request.max_response - exchange.response.body.size()) {
        exchange.too_long = true;
        return 0;
    }
    return guarded(exchange, [&] { exchange.response.body.append(data, size); }) ? size : 0;
}

void take_header_line(sync::Response& response, std::string_view line)
{
    // Each status line begins a new head: what came before was provisional (100 Continue).
    if (line.starts_with("HTTP/")) {
        response.headers.clear();
        return;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos)
        return;
    std::string name{line.substr(0, colon)};
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    response.headers.push_back({std::move(name), std::string{trim(line.substr(colon + 1))}});
}

std::size_t on_header(char* data, std::size_t one, std::size_t count, void* target)
{
    auto& exchange = *static_cast<Exchange*>(target);
    const std::size_t size = one * count;
    exchange.header_bytes += size;
    if (exchange.header_bytes > most_header_bytes) {
        exchange.too_long = true;
        return 0;
    }
    const std::string_view line = trim(std::string_view{data, size});
    if (line.empty() || line.starts_with("HTTP/"))
        exchange.has_whole_head = line.empty();
    const bool taken = guarded(exchange, [&] { take_header_line(exchange.response, line); });
    return taken ? size : 0;
}

/// Counts what really goes over the wire; curl's own sums leave out one part or count another twice.
int on_trace(CURL*, curl_infotype kind, char*, std::size_t size, void* target)
{
    auto& response = static_cast<Exchange*>(target)->response;
    if (kind == CURLINFO_HEADER_OUT || kind == CURLINFO_DATA_OUT)
        response.bytes_sent += size;
    else if (kind == CURLINFO_HEADER_IN || kind == CURLINFO_DATA_IN)
        response.bytes_received += size;
    return 0;
}

int on_progress(void* target, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    auto& exchange = *static_cast<Exchange*>(target);
    if (!exchange.request.progress)
        return 0;
    return guarded(exchange, [&] { exchange.request.progress(exchange.response.bytes_sent, exchange.response.bytes_received); }) ? 0 : 1;
}

void require_plain(std::string_view text)
{
    const bool plain = std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F;
    });
    if (!plain)
        throw Error{Fault::Internal, say("მოთხოვნის თავში დაუშვებელი ნიშანია", "a request's head has a character that no head has")};
}

Localized remedy(CURLcode code)
{
    switch (code) { // NOLINT: the rest have no remedy of their own
    case CURLE_COULDNT_RESOLVE_HOST:
        return {"შეამოწმეთ მისამართი (ogp remote) და ინტერნეტი", "check the address (ogp remote) and the network"};
    case CURLE_COULDNT_CONNECT:
        return {"სერვერი გამორთულია ან სხვა მისამართზეა; ნამუშევარი შენახულია, სცადეთ მოგვიანებით",
                "the server is down or elsewhere; your work is kept, try again later"};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CONNECT_ERROR:
        return {"სერტიფიკატს არ ვენდობით: ჰკითხეთ ადმინისტრატორს; საკუთარი ცენტრის სერტიფიკატი ასე მიეთითება: SSL_CERT_FILE=ფაილი.pem",
                "the certificate is not trusted: ask the administrator; name one of an authority of your own by SSL_CERT_FILE=FILE.pem"};
    default: return {"ნამუშევარი შენახულია; სცადეთ მოგვიანებით", "your work is kept; try again later"};
    }
}

/// "Failed to connect to 127.0.0.1 port 1 after 3 ms: ...": how long it took helps nobody, and is another each time.
std::string without_time(std::string reason)
{
    const std::size_t begin = reason.find(" after ");
    const std::size_t number = begin == std::string::npos ? begin : begin + std::string_view(" after ").size();
    const std::size_t end = number == std::string::npos ? number : reason.find_first_not_of("0123456789", number);
    if (end != std::string::npos && end > number && std::string_view(reason).substr(end).starts_with(" ms"))
        reason.erase(begin, end + std::string_view(" ms").size() - begin);
    return reason;
}

class CurlTransport : public sync::Transport
{
public:
    CurlTransport(RemoteAddress address, sync::RemoteOptions options)
        : m_address(std::move(address)), m_options(std::move(options)), m_handle(curl_easy_init())
    {
        if (!m_handle)
            throw std::bad_alloc{};
        require_plain(m_options.token);
    }

    sync::Response send(const sync::Request& request) override
    {
        Exchange exchange{.request = request};
        std::array<char, CURL_ERROR_SIZE> reason{};
        curl_easy_reset(m_handle.get()); // keeps the connection
        set(CURLOPT_ERRORBUFFER, reason.data());
        const HeaderLines lines = header_lines(request);
        set_connection();
        set_request(request, lines);
        set_limits(request);
        set_callbacks(exchange);
        const CURLcode code = curl_easy_perform(m_handle.get());
        if (exchange.thrown)
            std::rethrow_exception(exchange.thrown);
        if (exchange.too_long)
            throw_too_long(request.max_response);
        if (code != CURLE_OK)
            throw_failed(code, reason.data());
        if (!exchange.has_whole_head)
            throw_failed(CURLE_PARTIAL_FILE, "the answer ends within its head");
        long status = 0;
        curl_easy_getinfo(m_handle.get(), CURLINFO_RESPONSE_CODE, &status);
        exchange.response.status = static_cast<int>(status);
        refuse_redirect(exchange.response);
        return std::move(exchange.response);
    }

private:
    template <class Value>
    void set(CURLoption option, Value value)
    {
        const CURLcode code = curl_easy_setopt(m_handle.get(), option, value);
        if (code == CURLE_OUT_OF_MEMORY)
            throw std::bad_alloc{};
        if (code != CURLE_OK) {
            const char* reason = curl_easy_strerror(code);
            throw Error{Fault::Internal, say("libcurl არ იღებს პარამეტრს: {}", "libcurl refuses an option: {}", reason)};
        }
    }

    /// Only what is needed: an exchange with nothing new is counted in bytes.
    HeaderLines header_lines(const sync::Request& request) const
    {
        HeaderLines lines;
        bool has_type = false;
        lines.add("Accept:");
        lines.add("Expect:");
        for (const sync::Header& header : request.headers) {
            require_plain(header.name);
            require_plain(header.value);
            has_type = has_type || header.name == "Content-Type" || header.name == "content-type";
            lines.add(header.name + ": " + header.value);
        }
        if (!has_type)
            lines.add("Content-Type:");
        if (!m_options.token.empty())
            lines.add("Authorization: Bearer " + m_options.token);
        return lines;
    }

    void set_connection()
    {
        const bool tls = m_address.kind == RemoteAddress::Kind::Tls;
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_PROTOCOLS_STR, tls ? "https" : "http");
        set(CURLOPT_FOLLOWLOCATION, 0L);
        set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
        set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(m_options.connect.count()));
        if (!m_address.socket.empty())
            set(CURLOPT_UNIX_SOCKET_PATH, m_address.socket.c_str());
        // What is said to this machine goes through no proxy, whatever the environment says.
        if (!tls)
            set(CURLOPT_NOPROXY, "*");
        if (tls) {
            set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
            set(CURLOPT_SSL_VERIFYPEER, 1L);
            set(CURLOPT_SSL_VERIFYHOST, 2L);
        }
        if (tls && !m_options.authorities.empty())
            set(CURLOPT_CAINFO, m_options.authorities.c_str());
    }

    void set_request(const sync::Request& request, const HeaderLines& lines)
    {
        require_plain(request.target);
        require_plain(request.method);
        if (!request.target.starts_with('/') || request.target.find(' ') != std::string::npos)
            throw Error{Fault::Internal, say("მოთხოვნის მისამართი / -ით არ იწყება", "a request's target does not begin with /")};
        set(CURLOPT_URL, (m_address.base + request.target).c_str());
        set(CURLOPT_PATH_AS_IS, 1L);
        set(CURLOPT_HTTPHEADER, lines.list());
        if (request.method == "HEAD") {
            set(CURLOPT_NOBODY, 1L);
            return;
        }
        if (request.method == "GET" && request.body.empty())
            return;
        set(CURLOPT_POST, 1L);
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(CURLOPT_POSTFIELDS, request.body.data());
        if (request.method != "POST")
            set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    }

    void set_limits(const sync::Request& request)
    {
        using std::chrono::seconds;
        const auto stall = std::max(seconds{1}, std::chrono::ceil<seconds>(request.stall));
        set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
        set(CURLOPT_LOW_SPEED_LIMIT, 1L);
        set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(stall.count()));
        set(CURLOPT_BUFFERSIZE, buffer_bytes);
        set(CURLOPT_UPLOAD_BUFFERSIZE, buffer_bytes);
    }

    void set_callbacks(Exchange& exchange)
    {
        void* target = &exchange;
        set(CURLOPT_WRITEFUNCTION, on_body);
        set(CURLOPT_WRITEDATA, target);
        set(CURLOPT_HEADERFUNCTION, on_header);
        set(CURLOPT_HEADERDATA, target);
        set(CURLOPT_DEBUGFUNCTION, on_trace);
        set(CURLOPT_DEBUGDATA, target);
        set(CURLOPT_VERBOSE, 1L);
        set(CURLOPT_XFERINFOFUNCTION, on_progress);
        set(CURLOPT_XFERINFODATA, target);
        set(CURLOPT_NOPROGRESS, 0L);
    }

    [[noreturn]] void throw_failed(CURLcode code, const char* buffer) const
    {
        const std::string reason = printable(without_time(*buffer != '\0' ? buffer : curl_easy_strerror(code)));
        throw Error{Fault::Remote,
                    say("მთავარ საცავს {} ვერ დავუკავშირდით: {}", "cannot reach the authority {}: {}", m_address.shown, reason), remedy(code)};
    }

    [[noreturn]] void throw_too_long(std::size_t limit) const
    {
        throw Error{Fault::Remote,
                    say("მთავარი საცავის {} პასუხი {} ბაიტს სცდება", "the answer of the authority {} is longer than {} bytes", m_address.shown, limit),
                    {"ეს მთავარი საცავი ჩვენს წესებს არ იცავს; ჰკითხეთ ადმინისტრატორს", "it does not keep to the protocol; ask its administrator"}};
    }

    void refuse_redirect(const sync::Response& response) const
    {
        if (response.status < 300 || response.status > 399 || response.status == 304)
            return;
        const std::string where = printable(response.header("location"));
        throw Error{Fault::Remote,
                    say("{} სხვაგან გვგზავნის: {}", "{} sends us elsewhere: {}", m_address.shown, where),
                    say("თუ ენდობით, მისამართი შეცვალეთ: ogp remote", "if you trust it, change the address: ogp remote")};
    }

    RemoteAddress m_address;
    sync::RemoteOptions m_options;
    Handle m_handle;
};

/// Once in a process, before any thread of ours exists.
void start_library()
{
    static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (code != CURLE_OK) {
        const char* reason = curl_easy_strerror(code);
        throw Error{Fault::Internal, say("libcurl ვერ ჩაირთო: {}", "libcurl cannot start: {}", reason)};
    }
}

} // namespace

std::unique_ptr<sync::Transport> make_transport(const sync::RemoteOptions& options)
{
    RemoteAddress address = parse_remote_address(options.url);
    start_library();
    sync::RemoteOptions chosen = options;
    // What OpenSSL's own programs take it from; the library looks at the system's file alone.
    const char* file = std::getenv("SSL_CERT_FILE");
    if (chosen.authorities.empty() && file != nullptr)
        chosen.authorities = file;
    return std::make_unique<CurlTransport>(std::move(address), std::move(chosen));
}

void register_transport()
{
    sync::set_transport_factory(make_transport);
}

} // namespace ogp::sync_curl
