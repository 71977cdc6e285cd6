#include "workflow/clock_record.hpp"

#include "base/error.hpp"

namespace ogp::workflow {
namespace {

constexpr std::uint64_t form = 1;

void put(std::string& out, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7U)
        out += static_cast<char>(static_cast<unsigned char>(value & 0x7fU) | 0x80U);
    out += static_cast<char>(static_cast<unsigned char>(value));
}

void put_signed(std::string& out, std::int64_t value)
{
    const auto bits = static_cast<std::uint64_t>(value);
    put(out, (bits << 1U) ^ (value < 0 ? ~std::uint64_t{0} : 0));
}

class Reader
{
public:
    explicit Reader(std::string_view bytes) : m_bytes(bytes) {}

    std::uint64_t number()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (m_place == m_bytes.size())
                break;
            const auto byte = static_cast<unsigned char>(m_bytes[m_place++]);
            value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
            if (byte < 0x80)
                return value;
        }
        fail();
    }

    std::int64_t signed_number()
    {
        const std::uint64_t bits = number();
        return static_cast<std::int64_t>((bits >> 1U) ^ (~(bits & 1U) + 1));
    }

    std::string_view text()
    {
        const std::uint64_t size = number();
        if (size > m_bytes.size() - m_place)
            fail();
        const std::string_view text = m_bytes.substr(m_place, size);
        m_place += size;
        return text;
    }

    std::size_t left() const { return m_bytes.size() - m_place; }

    [[noreturn]] static void fail()
    {
        throw Error(Fault::Integrity, say("ვადის ჩანაწერი დაზიანებულია", "the record of a clock is damaged"),
                    say("აღადგინეთ: ogp fsck --repair", "repair it: ogp fsck --repair"));
    }

private:
    std::string_view m_bytes;
    std::size_t m_place = 0;
};

void read_runs(Reader& reader, CaseClock& clock)
{
    const std::uint64_t count = reader.number();
    if (count > reader.left())
        Reader::fail();
    clock.runs.reserve(count);
    std::int64_t end = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::int64_t from = end + reader.signed_number();
        const std::uint64_t length = reader.number();
        calendar::Running run{Instant::from_milliseconds(from), std::nullopt};
        if (length != 0) {
            end = from + static_cast<std::int64_t>(length - 1);
            run.until = Instant::from_milliseconds(end);
        }
        clock.runs.push_back(run);
    }
}

} // namespace

std::string clock_record(const CaseClock& clock)
{
    std::string out;
    put(out, form);
    put_signed(out, clock.pauses);
    put(out, clock.warned);
    put(out, clock.escalated);
    put(out, clock.breached ? 1 : 0);
    put_signed(out, clock.target.duration.amount);
    put(out, static_cast<std::uint64_t>(clock.target.duration.unit));
    put(out, clock.target.calendar.size());
    out += clock.target.calendar;
    put(out, clock.runs.size());
    std::int64_t end = 0;
    for (const calendar::Running& run : clock.runs) {
        const std::int64_t from = run.from.milliseconds();
        put_signed(out, from - end);
        put(out, run.until ? static_cast<std::uint64_t>(run.until->milliseconds() - from) + 1 : 0);
        end = run.until ? run.until->milliseconds() : from;
    }
    return out;
}

CaseClock clock_from_record(std::string_view sla, std::int64_t cycle, calendar::ClockStatus status, std::string_view record)
{
    Reader reader(record);
    if (reader.number() != form)
        Reader::fail();
    CaseClock clock;
    clock.sla = sla;
    clock.cycle = cycle;
    clock.status = status;
    clock.pauses = reader.signed_number();
    clock.warned = reader.number();
    clock.escalated = reader.number();
    clock.breached = reader.number() != 0;
    clock.target.duration.amount = reader.signed_number();
    const std::uint64_t unit = reader.number();
    if (unit >= calendar::units().size())
        Reader::fail();
    clock.target.duration.unit = calendar::units()[unit];
    clock.target.calendar = reader.text();
    read_runs(reader, clock);
    if (reader.left() != 0)
        Reader::fail();
    return clock;
}

} // namespace ogp::workflow
