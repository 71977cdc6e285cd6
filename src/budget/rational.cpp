#include "budget/rational.hpp"

#include "base/error.hpp"

#include <gmp.h>

#include <cstdlib>
#include <limits>
#include <utility>

namespace ogp::budget {

static_assert(sizeof(long) == sizeof(std::int64_t), "GMP's long holds an amount");

struct Rational::Value
{
    mpq_t q;

    Value() { mpq_init(q); }
    ~Value() { mpq_clear(q); }
    Value(const Value&) = delete;
    Value& operator=(const Value&) = delete;
};

namespace {

[[noreturn]] void divided_by_zero()
{
    throw Error(Fault::Internal, say("გაყოფა ნულზე", "division by zero"));
}

std::string digits(mpz_srcptr number)
{
    std::string text(mpz_sizeinbase(number, 10) + 2, '\0');
    mpz_get_str(text.data(), 10, number);
    text.resize(text.find('\0'));
    return text;
}

/// numerator / denominator to the nearest whole number, halves to the even one; both positive or zero.
void divide_half_even(mpz_t result, mpz_srcptr numerator, mpz_srcptr denominator)
{
    mpz_t rest;
    mpz_init(rest);
    mpz_tdiv_qr(result, rest, numerator, denominator);
    mpz_mul_2exp(rest, rest, 1);
    const int order = mpz_cmp(rest, denominator);
    if (order > 0 || (order == 0 && mpz_odd_p(result) != 0))
        mpz_add_ui(result, result, 1);
    mpz_clear(rest);
}

} // namespace

Rational::Rational(std::int64_t value) : m_value(std::make_unique<Value>())
{
    mpq_set_si(m_value->q, value, 1);
}

Rational::Rational(std::int64_t numerator, std::int64_t denominator) : m_value(std::make_unique<Value>())
{
    if (denominator == 0)
        divided_by_zero();
    mpz_set_si(mpq_numref(m_value->q), numerator);
    mpz_set_si(mpq_denref(m_value->q), denominator);
    mpq_canonicalize(m_value->q);
}

Rational::Rational(const Rational& other) : m_value(std::make_unique<Value>())
{
    mpq_set(m_value->q, other.m_value->q);
}

Rational::Rational(Rational&& other) noexcept = default;

Rational& Rational::operator=(const Rational& other)
{
    if (this != &other) {
        if (!m_value)
            m_value = std::make_unique<Value>();
        mpq_set(m_value->q, other.m_value->q);
    }
    return *this;
}

Rational& Rational::operator=(Rational&& other) noexcept = default;
Rational::~Rational() = default;

Rational& Rational::operator+=(const Rational& other)
{
    mpq_add(m_value->q, m_value->q, other.m_value->q);
    return *this;
}

Rational& Rational::operator-=(const Rational& other)
{
    mpq_sub(m_value->q, m_value->q, other.m_value->q);
    return *this;
}

Rational& Rational::operator*=(const Rational& other)
{
    mpq_mul(m_value->q, m_value->q, other.m_value->q);
    return *this;
}

Rational& Rational::operator/=(const Rational& other)
{
    if (mpq_sgn(other.m_value->q) == 0)
        divided_by_zero();
    mpq_div(m_value->q, m_value->q, other.m_value->q);
    return *this;
}

std::strong_ordering Rational::operator<=>(const Rational& other) const
{
    return mpq_cmp(m_value->q, other.m_value->q) <=> 0;
}

bool Rational::operator==(const Rational& other) const
{
    return mpq_equal(m_value->q, other.m_value->q) != 0;
}

Rational Rational::from_text(const std::string& numerator, const std::string& denominator)
{
    Rational result;
    mpq_ptr q = result.m_value->q;
    if (mpz_set_str(mpq_numref(q), numerator.c_str(), 10) != 0 || mpz_set_str(mpq_denref(q), denominator.c_str(), 10) != 0)
        throw Error(Fault::Internal, say("ეს წილადი არ არის", "this is no fraction"));
    if (mpz_sgn(mpq_denref(q)) == 0)
        divided_by_zero();
    mpq_canonicalize(q);
    return result;
}

std::string Rational::text() const
{
    std::string text = digits(mpq_numref(m_value->q));
    if (mpz_cmp_ui(mpq_denref(m_value->q), 1) != 0)
        text += "/" + digits(mpq_denref(m_value->q));
    return text;
}

std::string Rational::decimal(int places) const
{
    mpz_t scaled;
    mpz_init(scaled);
    mpz_ui_pow_ui(scaled, 10, static_cast<unsigned long>(places));
    mpz_mul(scaled, scaled, mpq_numref(m_value->q));
    const bool negative = mpz_sgn(scaled) < 0;
    mpz_abs(scaled, scaled);
    divide_half_even(scaled, scaled, mpq_denref(m_value->q));
    std::string text = digits(scaled);
    mpz_clear(scaled);
    const auto fraction = static_cast<std::size_t>(places);
    if (text.size() <= fraction)
        text.insert(0, fraction + 1 - text.size(), '0');
    text.insert(text.size() - fraction, ".");
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.')
        text.pop_back();
    return negative && text != "0" ? "-" + text : text;
}

double Rational::to_double() const
{
    return mpq_get_d(m_value->q);
}

std::int64_t Rational::floor() const
{
    mpz_t whole;
    mpz_init(whole);
    mpz_fdiv_q(whole, mpq_numref(m_value->q), mpq_denref(m_value->q));
    std::int64_t result = mpz_sgn(whole) < 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
    if (mpz_fits_slong_p(whole) != 0)
        result = mpz_get_si(whole);
    mpz_clear(whole);
    return result;
}

} // namespace ogp::budget
