#pragma once

#include "base/error.hpp"
#include "base/text.hpp"
#include "sync/transport.hpp"

#include <functional>
#include <memory>
#include <random>
#include <utility>
#include <vector>

namespace ogp::app {

/// A network that loses, cuts, doubles, changes and delays what goes through it, as a seed says.
class FaultyTransport : public sync::Transport
{
public:
    /// `percent` of the requests meet a fault.
    FaultyTransport(std::unique_ptr<sync::Transport> inner, std::mt19937& random, unsigned percent)
        : m_inner(std::move(inner)), m_random(random), m_percent(percent)
    {
    }

    sync::Response send(const sync::Request& request) override
    {
        deliver_late_ones();
        if (below(100) >= m_percent)
            return m_inner->send(request);
        switch (below(7)) {
        case 0: throw cut(); // it never arrives
        case 1:              // the answer never arrives
            m_inner->send(request);
            throw cut();
        case 2: // twice
            m_inner->send(request);
            return m_inner->send(request);
        case 3: // much later, behind others
            m_late.push_back(request);
            throw cut();
        case 4: { // cut on the way there
            sync::Request damaged = request;
            damaged.body.resize(damaged.body.empty() ? 0 : below(damaged.body.size()));
            return m_inner->send(damaged);
        }
        case 5: { // changed on the way there
            sync::Request damaged = request;
            flip(damaged.body);
            return m_inner->send(damaged);
        }
        default: { // cut or changed on the way back
            sync::Response damaged = m_inner->send(request);
            if (below(2) == 0)
                damaged.body.resize(damaged.body.empty() ? 0 : below(damaged.body.size()));
            else
                flip(damaged.body);
            return damaged;
        }
        }
    }

private:
    std::size_t below(std::size_t bound) { return bound == 0 ? 0 : m_random() % bound; }
    static Error cut() { return {Fault::Remote, {"კავშირი გაწყდა", "the connection was cut"}}; }

    void flip(std::string& body)
    {
        if (!body.empty())
            body[below(body.size())] ^= static_cast<char>(1U << below(8));
    }

    void deliver_late_ones()
    {
        if (m_late.empty() || below(3) != 0)
            return;
        const sync::Request late = std::move(m_late.front());
        m_late.erase(m_late.begin());
        m_inner->send(late);
    }

    std::unique_ptr<sync::Transport> m_inner;
    std::mt19937& m_random;
    unsigned m_percent;
    std::vector<sync::Request> m_late;
};

} // namespace ogp::app
