#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <string>

namespace ogp::budget {

/// An exact fraction of any size (GMP), always in lowest terms.
class Rational
{
public:
    Rational(std::int64_t value = 0); // NOLINT: a whole number is a fraction
    /// Error{Internal} where the denominator is 0.
    Rational(std::int64_t numerator, std::int64_t denominator);
    Rational(const Rational& other);
    Rational(Rational&& other) noexcept;
    Rational& operator=(const Rational& other);
    Rational& operator=(Rational&& other) noexcept;
    ~Rational();

    Rational& operator+=(const Rational& other);
    Rational& operator-=(const Rational& other);
    Rational& operator*=(const Rational& other);
    /// Error{Internal} where `other` is 0.
    Rational& operator/=(const Rational& other);
    friend Rational operator+(Rational a, const Rational& b) { return a += b; }
    friend Rational operator-(Rational a, const Rational& b) { return a -= b; }
    friend Rational operator*(Rational a, const Rational& b) { return a *= b; }
    friend Rational operator/(Rational a, const Rational& b) { return a /= b; }
    std::strong_ordering operator<=>(const Rational& other) const;
    bool operator==(const Rational& other) const;

    /// "3", "-1/3".
    std::string text() const;
    /// Decimal with at most `places` digits after the point, halves to the even one, without trailing zeros.
    std::string decimal(int places) const;
    /// Towards zero, within one unit of the last place.
    double to_double() const;
    /// The largest whole number that is not greater; saturates at the ends of int64.
    std::int64_t floor() const;
    /// numerator / denominator, both decimal: how GMP's numbers come in from other files. Error{Internal} for anything else.
    static Rational from_text(const std::string& numerator, const std::string& denominator);

private:
    struct Value;
    std::unique_ptr<Value> m_value;
};

} // namespace ogp::budget
