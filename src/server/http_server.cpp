#include "server/http_server.hpp"

#include "base/random.hpp"
#include "base/text.hpp"
#include "server/http_limits.hpp"
#include "server/http_listen.hpp"
#include "server/http_watch.hpp"
#include "server/http_work.hpp"
#include "sync/compression.hpp"

#include <microhttpd.h>

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <new>
#include <set>

namespace ogp::server {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// Bytes of a refused body that are read and thrown away, so that the client gets to read the refusal and keeps its connection.
constexpr std::uint64_t swallowed_bytes = 256U << 10U;
/// What libmicrohttpd may take for the head of one connection and a piece of its body.
constexpr std::size_t connection_memory = 32U << 10U;
constexpr std::size_t reserved_body = 1U << 20U;
/// An answer of so few bytes is given even where the memory of answers is used up: health, and why others have to wait.
constexpr std::uint64_t always_answered = 64U << 10U;

/// One request from its first line to the end of its answer.
struct Exchange
{
    enum class Step { Begins, Reads, Works, Answers };

    MHD_Connection* connection = nullptr;
    Watched* watched = nullptr;
    Step step = Step::Begins;
    std::string target;
    Query query{};
    BodyHead body{};
    std::size_t max_body = 0;
    std::size_t max_unpacked = 0;
    Handler handler{};
    std::uint64_t received = 0;
    std::uint64_t held = 0;        ///< bytes counted in the memory of all bodies
    std::uint64_t answer_held = 0; ///< and of all answers
    std::optional<Reply> reply{};
    std::uint64_t sent = 0;
    steady_clock::time_point begun{};
};
using ExchangePointer = std::shared_ptr<Exchange>;

struct FreeResponse
{
    void operator()(MHD_Response* response) const { MHD_destroy_response(response); }
};
using Response = std::unique_ptr<MHD_Response, FreeResponse>;

void add_header(MHD_Response* response, const std::string& name, const std::string& value)
{
    if (MHD_add_response_header(response, name.c_str(), value.c_str()) != MHD_YES)
        throw Error{Fault::Internal, say("პასუხის თავში ვერ ჩაიწერა {}", "cannot put {} into the head of an answer", name)};
}

/// The body goes along: it is freed with the response, and never copied.
Response make_response(std::string body)
{
    auto kept = std::make_unique<std::string>(std::move(body));
    Response response{MHD_create_response_from_buffer_with_free_callback_cls(
        kept->size(), kept->data(), [](void* text) { delete static_cast<std::string*>(text); }, kept.get())};
    if (!response)
        throw std::bad_alloc{};
    static_cast<void>(kept.release()); // NOLINT: the response has it now
    return response;
}

MHD_Result add_line(void* target, MHD_ValueKind, const char* name, const char* value)
{
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    static_cast<Query*>(target)->headers.emplace_back(std::move(lower), value == nullptr ? "" : value);
    return MHD_YES;
}

/// What cannot be queued any more because the body is still coming: said directly, before the connection is cut.
void send_last_words(const Exchange& exchange)
{
    const MHD_ConnectionInfo* info = MHD_get_connection_info(exchange.connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    if (info == nullptr)
        return;
    const Reply& reply = *exchange.reply;
    const std::string text = fmt::format("HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}", reply.status,
                                         MHD_get_reason_phrase_for(static_cast<unsigned>(reply.status)), reply.type, reply.body.size(), reply.body);
    static_cast<void>(::send(info->connect_fd, text.data(), text.size(), MSG_DONTWAIT | MSG_NOSIGNAL));
    ::shutdown(info->connect_fd, SHUT_WR);
}

/// A refused body that is long, that the client waits with, or whose end is not known, is not waited for: the connection is closed.
bool is_answered_at_once(const Exchange& exchange)
{
    return exchange.reply && (exchange.body.length > swallowed_bytes || exchange.body.framing == BodyHead::Framing::Unclear ||
                              !exchange.query.header("expect").empty());
}

std::string random_prefix()
{
    return fmt::format("{:08x}", static_cast<std::uint32_t>(random_integer()));
}

} // namespace

class HttpServer::Inside
{
public:
    Inside(HttpOptions options, Admit admit)
        : m_options(std::move(options)), m_admit(std::move(admit)), m_prefix(random_prefix()), m_listening(listen_on(m_options.listen)),
          m_connections(affordable_connections(m_options.connections)), m_watch({.idle = m_options.idle, .slowest = m_options.slowest, .crowded = m_connections / 4 * 3}),
          m_queue(m_options.workers, m_options.waiting)
    {
        start();
    }

    ~Inside() { stop(m_options.idle); }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

    const std::string& url() const { return m_listening.url; }
    std::size_t connections() const { return m_watch.count(); }
    std::size_t in_work() const { return m_queue.size(); }

    Stopped stop(milliseconds grace)
    {
        if (m_daemon == nullptr)
            return Stopped::Clean;
        m_stopping = true;
        close_listening(MHD_quiesce_daemon(m_daemon));
        Stopped result = Stopped::Clean;
        {
            std::unique_lock lock{m_mutex};
            const auto none = [this] { return m_active == 0; };
            if (!m_ended.wait_for(lock, grace, none)) {
                result = Stopped::Abandoned;
                abandon();
                m_ended.wait_for(lock, milliseconds{500}, none);
            }
        }
        MHD_stop_daemon(std::exchange(m_daemon, nullptr));
        return result;
    }

private:
    void start();
    void close_listening(int descriptor);
    void abandon();
    MHD_Result serve(const ExchangePointer& exchange, const char* method, const char* data, std::size_t* size);
    void begin(Exchange& exchange, const char* method);
    std::optional<Reply> admit(Exchange& exchange);
    MHD_Result take(Exchange& exchange, std::string_view data);
    MHD_Result hand_over(const ExchangePointer& exchange);
    void work(const ExchangePointer& exchange);
    Reply handle(Exchange& exchange);
    MHD_Result answer(Exchange& exchange);
    void finish(Exchange& exchange, MHD_RequestTerminationCode code);
    Reply describe(const Query& query, const Error& error) const;

    static void* on_target(void* inside, const char* target, MHD_Connection* connection);
    static MHD_Result on_request(void* inside, MHD_Connection* connection, const char* target, const char* method, const char* version,
                                 const char* data, std::size_t* size, void** request);
    static void on_end(void* inside, MHD_Connection* connection, void** request, MHD_RequestTerminationCode code);
    static void on_connection(void* inside, MHD_Connection* connection, void** socket, MHD_ConnectionNotificationCode code);

    HttpOptions m_options;
    Admit m_admit;
    std::string m_prefix;
    std::atomic<std::uint64_t> m_number{0};
    std::atomic<std::uint64_t> m_held{0};
    std::atomic<std::uint64_t> m_answers{0};
    std::atomic<bool> m_stopping{false};
    Listening m_listening;
    unsigned m_connections;
    Watch m_watch;
    std::mutex m_mutex; ///< of the three below
    std::condition_variable m_ended;
    std::size_t m_active = 0;
    std::set<ExchangePointer> m_working; ///< set aside until their handler is done
    MHD_Daemon* m_daemon = nullptr;
    WorkQueue m_queue; ///< last: its threads use all of the above
};

void HttpServer::Inside::start()
{
    const auto idle = std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(m_options.idle).count());
    const auto unescape = [](void*, MHD_Connection*, char* text) { return std::strlen(text); }; // parse_target() does it, strictly
    m_daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, nullptr, nullptr, on_request, this, MHD_OPTION_LISTEN_SOCKET,
        m_listening.descriptor, MHD_OPTION_THREAD_POOL_SIZE, std::max(2U, m_options.threads), MHD_OPTION_CONNECTION_LIMIT, m_connections,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, m_options.front == HttpOptions::Front::None ? m_options.connections_of_address : 0U,
        MHD_OPTION_CONNECTION_TIMEOUT, static_cast<unsigned>(idle), MHD_OPTION_CONNECTION_MEMORY_LIMIT, connection_memory,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, on_target, this, MHD_OPTION_NOTIFY_COMPLETED, on_end, this,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, this, MHD_OPTION_UNESCAPE_CALLBACK,
        static_cast<std::size_t (*)(void*, MHD_Connection*, char*)>(unescape), nullptr, MHD_OPTION_END);
    if (m_daemon != nullptr)
        return;
    const std::string reason = std::generic_category().message(errno);
    close_listening(m_listening.descriptor);
    throw Error{Fault::Io, say("სერვერი ვერ ჩაირთო: {}", "the server cannot start: {}", reason)};
}

void HttpServer::Inside::close_listening(int descriptor)
{
    if (descriptor >= 0)
        ::close(descriptor);
    if (!m_listening.file.empty())
        ::unlink(m_listening.file.c_str());
}

/// With m_mutex held. What a handler gives after this is dropped.
void HttpServer::Inside::abandon()
{
    for (const ExchangePointer& exchange : m_working) {
        exchange->reply = unavailable({"სერვერი ჩერდება", "the server is about to end"});
        MHD_resume_connection(exchange->connection);
    }
    m_working.clear();
}

void* HttpServer::Inside::on_target(void*, const char* target, MHD_Connection* connection)
{
    try {
        auto exchange = std::make_shared<Exchange>();
        exchange->connection = connection;
        exchange->target = target;
        return new ExchangePointer{std::move(exchange)}; // NOLINT: on_end() frees it
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}

MHD_Result HttpServer::Inside::on_request(void* inside, MHD_Connection*, const char*, const char* method, const char*, const char* data,
                                          std::size_t* size, void** request)
{
    if (*request == nullptr)
        return MHD_NO;
    try {
        return static_cast<Inside*>(inside)->serve(*static_cast<ExchangePointer*>(*request), method, data, size);
    } catch (const std::exception&) {
        return MHD_NO; // no memory, or an answer that cannot be sent: the connection is closed
    }
}

void HttpServer::Inside::on_end(void* inside, MHD_Connection*, void** request, MHD_RequestTerminationCode code)
{
    if (*request == nullptr)
        return;
    const std::unique_ptr<ExchangePointer> exchange{static_cast<ExchangePointer*>(*request)};
    *request = nullptr;
    static_cast<Inside*>(inside)->finish(**exchange, code);
}

void HttpServer::Inside::on_connection(void* inside, MHD_Connection* connection, void** socket, MHD_ConnectionNotificationCode code)
{
    Watch& watch = static_cast<Inside*>(inside)->m_watch;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const MHD_ConnectionInfo* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        auto watched = std::make_unique<Watched>(info->connect_fd);
        watch.opened(*watched);
        *socket = watched.release(); // NOLINT: freed below
    } else if (*socket != nullptr) {
        const std::unique_ptr<Watched> watched{static_cast<Watched*>(*socket)};
        watch.closed(*watched);
        *socket = nullptr;
    }
}

MHD_Result HttpServer::Inside::serve(const ExchangePointer& exchange, const char* method, const char* data, std::size_t* size)
{
    switch (exchange->step) {
    case Exchange::Step::Begins:
        begin(*exchange, method);
        return is_answered_at_once(*exchange) ? answer(*exchange) : MHD_YES;
    case Exchange::Step::Reads:
        if (*size > 0) {
            const std::string_view piece{data, std::exchange(*size, 0)};
            return take(*exchange, piece);
        }
        return exchange->reply ? answer(*exchange) : hand_over(exchange);
    case Exchange::Step::Works: return exchange->reply ? answer(*exchange) : MHD_YES;
    case Exchange::Step::Answers: return MHD_YES;
    }
    return MHD_NO;
}

void HttpServer::Inside::begin(Exchange& exchange, const char* method)
{
    const MHD_ConnectionInfo* socket = MHD_get_connection_info(exchange.connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    exchange.watched = static_cast<Watched*>(socket->socket_context);
    m_watch.reads_body(*exchange.watched);
    exchange.begun = steady_clock::now();
    exchange.step = Exchange::Step::Reads;
    {
        const std::lock_guard lock{m_mutex};
        ++m_active;
    }
    Query& query = exchange.query;
    query.id = m_prefix + "-" + std::to_string(++m_number);
    query.method = method;
    if (query.method == "HEAD") {
        query.method = "GET";
        query.want = Want::HeadOnly;
    }
    MHD_get_connection_values(exchange.connection, MHD_HEADER_KIND, add_line, &query);
    exchange.reply = admit(exchange);
    if (!exchange.reply && exchange.body.framing == BodyHead::Framing::Length)
        query.body.reserve(std::min<std::size_t>(exchange.body.length, reserved_body));
}

std::optional<Reply> HttpServer::Inside::admit(Exchange& exchange)
{
    Query& query = exchange.query;
    if (auto reply = check_head(exchange.target, m_options, query, exchange.body))
        return reply;
    if (m_stopping)
        return unavailable({"სერვერი ჩერდება", "the server is about to end"});
    const MHD_ConnectionInfo* client = MHD_get_connection_info(exchange.connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    query.peer = m_options.front == HttpOptions::Front::Trusted ? forwarded_address(query) : address_text(client->client_addr);
    Admission admission;
    try {
        admission = m_admit(query);
    } catch (const Error& error) {
        return describe(query, error);
    }
    exchange.max_body = admission.max_body;
    exchange.max_unpacked = admission.max_unpacked;
    exchange.handler = std::move(admission.handler);
    return admission.reply ? std::move(admission.reply) : check_body(exchange.body, admission);
}

MHD_Result HttpServer::Inside::take(Exchange& exchange, std::string_view data)
{
    exchange.received += data.size();
    m_watch.read(*exchange.watched, data.size());
    if (exchange.reply) {
        if (exchange.received <= exchange.max_body + swallowed_bytes)
            return MHD_YES;
        send_last_words(exchange);
        return MHD_NO;
    }
    if (exchange.received > exchange.max_body) {
        exchange.reply = body_too_large(exchange.max_body);
    } else {
        exchange.held += data.size();
        if (m_held.fetch_add(data.size()) + data.size() > m_options.body_memory)
            exchange.reply = unavailable({"სერვერი დატვირთულია", "the server is busy"});
    }
    if (exchange.reply)
        std::string{}.swap(exchange.query.body);
    else
        exchange.query.body += data;
    return MHD_YES;
}

MHD_Result HttpServer::Inside::hand_over(const ExchangePointer& exchange)
{
    exchange->step = Exchange::Step::Works;
    m_watch.works(*exchange->watched);
    const std::lock_guard lock{m_mutex};
    m_working.insert(exchange);
    MHD_suspend_connection(exchange->connection);
    if (m_queue.add([this, exchange] { work(exchange); }) == WorkQueue::Taken::Yes)
        return MHD_YES;
    m_working.erase(exchange);
    exchange->reply = unavailable({"სერვერი დატვირთულია", "the server is busy"});
    MHD_resume_connection(exchange->connection);
    return MHD_YES;
}

void HttpServer::Inside::work(const ExchangePointer& exchange)
{
    Reply reply = handle(*exchange);
    // Under the lock, so that nobody takes the daemon for idle between the two.
    const std::lock_guard lock{m_mutex};
    if (m_working.erase(exchange) == 0)
        return;
    exchange->reply = std::move(reply);
    MHD_resume_connection(exchange->connection);
}

Reply HttpServer::Inside::handle(Exchange& exchange)
{
    Query& query = exchange.query;
    try {
        if (exchange.body.encoding == Encoding::Zstd && !query.body.empty())
            query.body = sync::decompress(query.body, exchange.max_unpacked);
        return exchange.handler(query);
    } catch (const sync::UnpacksTooLong& error) {
        return refusal(413, error.fault(), error.message(), error.hint());
    } catch (const Error& error) {
        return describe(query, error);
    } catch (const std::bad_alloc&) {
        return describe(query, {Fault::Io, {"მეხსიერება არ კმარა", "out of memory"}});
    } catch (const std::exception& bug) {
        return describe(query, {Fault::Internal, say("შინაგანი შეცდომა: {}", "internal error: {}", bug.what())});
    }
}

Reply HttpServer::Inside::describe(const Query& query, const Error& error) const
{
    Reply reply = error_reply(error, query.id);
    if (reply.status >= 500 && m_options.report)
        m_options.report(query, error);
    return reply;
}

MHD_Result HttpServer::Inside::answer(Exchange& exchange)
{
    exchange.step = Exchange::Step::Answers;
    Reply& reply = *exchange.reply;
    spare_known_answer(exchange.query, reply);
    exchange.answer_held = reply.body.size();
    if ((m_answers += exchange.answer_held) > m_options.answer_memory && exchange.answer_held > always_answered)
        reply = unavailable({"სერვერი დატვირთულია", "the server is busy"});
    exchange.sent = exchange.query.want == Want::HeadOnly ? 0 : reply.body.size();
    const std::vector<NamedText> lines = header_lines(reply);
    const Response response = make_response(std::move(reply.body));
    for (const auto& [name, value] : lines)
        add_header(response.get(), name, value);
    if (m_stopping || exchange.body.framing == BodyHead::Framing::Unclear)
        add_header(response.get(), "Connection", "close");
    m_watch.answers(*exchange.watched, exchange.sent);
    return MHD_queue_response(exchange.connection, static_cast<unsigned>(reply.status), response.get());
}

void HttpServer::Inside::finish(Exchange& exchange, MHD_RequestTerminationCode code)
{
    m_held -= exchange.held;
    m_answers -= exchange.answer_held;
    if (exchange.step == Exchange::Step::Begins)
        return; // it never had a whole head
    m_watch.waits_for_head(*exchange.watched);
    if (m_options.observe)
        m_options.observe({.id = exchange.query.id,
                           .method = exchange.query.want == Want::HeadOnly ? "HEAD" : exchange.query.method,
                           .route = exchange.query.route,
                           .actor = exchange.reply ? exchange.reply->actor : std::string{},
                           .status = exchange.reply ? exchange.reply->status : 0,
                           .bytes_in = exchange.received,
                           .bytes_out = exchange.sent,
                           .duration = steady_clock::now() - exchange.begun,
                           .end = code == MHD_REQUEST_TERMINATED_COMPLETED_OK ? Served::End::Whole : Served::End::Cut});
    // Last: with it the server may end.
    const std::lock_guard lock{m_mutex};
    --m_active;
    m_ended.notify_all();
}

HttpServer::HttpServer(HttpOptions options, Admit admit) : m_inside(std::make_unique<Inside>(std::move(options), std::move(admit)))
{}

HttpServer::~HttpServer() = default;

const std::string& HttpServer::url() const
{
    return m_inside->url();
}

std::size_t HttpServer::connections() const
{
    return m_inside->connections();
}

std::size_t HttpServer::in_work() const
{
    return m_inside->in_work();
}

HttpServer::Stopped HttpServer::stop(milliseconds grace)
{
    return m_inside->stop(grace);
}

} // namespace ogp::server
