using System.Numerics;

namespace UtilityBilling.Billing.Tariffs.SecondEngine;

/// <summary>An exact number: whole over whole, never cut short. The second engine counts in these, so that no division of the first can hide in it.</summary>
internal readonly struct Fraction : IComparable<Fraction>, IEquatable<Fraction>
{
    private static readonly Fraction Billion = 1_000_000_000;
    private static readonly BigInteger[] Tens = [.. Enumerable.Range(0, 31).Select(p => BigInteger.Pow(10, p))];
    private static readonly long[] Powers = [.. Tens.Take(10).Select(p => (long)p)];
    private readonly long _over;
    private readonly long _underLessOne;
    private readonly Large? _large;

    public Fraction(BigInteger over, BigInteger under)
    {
        if (under.Sign <= 0)
            throw new ArgumentOutOfRangeException(nameof(under));
        if (!Fits(over) || !Fits(under))
        {
            var common = BigInteger.GreatestCommonDivisor(over, under);
            (over, under) = (over / common, under / common);
        }

        if (Fits(over) && Fits(under))
            (_over, _underLessOne) = ((long)over, (long)under - 1);
        else
            _large = new Large(over, under);
    }

    private Fraction(Int128 over, Int128 under)
    {
        if (Fits(over) && Fits(under))
            (_over, _underLessOne) = ((long)over, (long)under - 1);
        else
            this = new Fraction((BigInteger)over, (BigInteger)under);
    }

    /// <summary>A fraction that two whole numbers of 64 bits cannot hold.</summary>
    private sealed record Large(BigInteger Over, BigInteger Under);

    private BigInteger Over => _large?.Over ?? _over;

    private BigInteger Under => _large?.Under ?? (BigInteger)(_underLessOne + 1);

    private Int128 SmallUnder => _underLessOne + 1;

    public static Fraction Zero => default;

    public static Fraction One { get; } = 1;

    public bool IsZero => Over.IsZero;

    public static implicit operator Fraction(int whole) => new((Int128)whole, Int128.One);

    private static bool Fits(BigInteger number) => number <= long.MaxValue && number >= -long.MaxValue;

    private static bool Fits(Int128 number) => number <= long.MaxValue && number >= -long.MaxValue;

    public static Fraction Of(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var whole = ((BigInteger)(uint)bits[2] << 64) + ((BigInteger)(uint)bits[1] << 32) + (uint)bits[0];
        return new Fraction(value < 0m ? -whole : whole, Tens[(bits[3] >> 16) & 0xFF]);
    }

    /// <summary>A figure as it stands in a document: digits, a point, digits, maybe an exponent.</summary>
    public static Fraction Parse(string text)
    {
        var mantissa = text;
        var power = 0;
        var mark = text.AsSpan().IndexOfAny('e', 'E');
        if (mark >= 0)
            (mantissa, power) = (text[..mark], int.Parse(text.AsSpan(mark + 1), System.Globalization.CultureInfo.InvariantCulture));
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
            (mantissa, power) = (mantissa.Remove(point, 1), power - (mantissa.Length - point - 1));
        var digits = BigInteger.Parse(mantissa, System.Globalization.CultureInfo.InvariantCulture);
        return power >= 0 ? new Fraction(digits * BigInteger.Pow(10, power), 1) : new Fraction(digits, BigInteger.Pow(10, -power));
    }

    public static Fraction operator +(Fraction a, Fraction b) =>
        a._large is null && b._large is null ? new(a._over * b.SmallUnder + b._over * a.SmallUnder, a.SmallUnder * b.SmallUnder) : new(a.Over * b.Under + b.Over * a.Under, a.Under * b.Under);

    public static Fraction operator -(Fraction a, Fraction b) => a + b * -1;

    public static Fraction operator *(Fraction a, Fraction b) =>
        a._large is null && b._large is null ? new((Int128)a._over * b._over, a.SmallUnder * b.SmallUnder) : new(a.Over * b.Over, a.Under * b.Under);

    /// <summary>Divisors are days, prices and sizes: never negative, and nothing is divided by zero.</summary>
    public static Fraction operator /(Fraction a, Fraction b) =>
        a._large is null && b._large is null && b._over > 0 ? new(a._over * b.SmallUnder, a.SmallUnder * b._over) : new(a.Over * b.Under, a.Under * b.Over);

    public static bool operator <(Fraction a, Fraction b) => a.CompareTo(b) < 0;

    public static bool operator >(Fraction a, Fraction b) => a.CompareTo(b) > 0;

    public static bool operator <=(Fraction a, Fraction b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Fraction a, Fraction b) => a.CompareTo(b) >= 0;

    public static bool operator ==(Fraction a, Fraction b) => a.CompareTo(b) == 0;

    public static bool operator !=(Fraction a, Fraction b) => a.CompareTo(b) != 0;

    public static Fraction Min(Fraction a, Fraction b) => a < b ? a : b;

    public static Fraction Max(Fraction a, Fraction b) => a > b ? a : b;

    public int CompareTo(Fraction other) =>
        _large is null && other._large is null ? (_over * other.SmallUnder).CompareTo(other._over * SmallUnder) : (Over * other.Under).CompareTo(other.Over * Under);

    public bool Equals(Fraction other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);

    public override int GetHashCode() => 0;

    /// <summary>Rounded to a whole multiple of a step, after a rounding to nine decimals.</summary>
    public Fraction Rounded(string mode, Fraction step) => Whole(mode, Whole("halfUp", this * Billion) / Billion / step) * step;

    /// <summary>Rounded to decimals, after a rounding to nine of them.</summary>
    public Fraction Rounded(string mode, int decimals)
    {
        var billionths = this * Billion;
        return billionths._large is null
            ? new(Whole(mode, Whole("halfUp", (Int128)billionths._over, billionths.SmallUnder), (Int128)Powers[9 - decimals]), (Int128)Powers[decimals])
            : Rounded(mode, new Fraction(BigInteger.One, Tens[decimals]));
    }

    private static Fraction Whole(string mode, Fraction number) =>
        number._large is null ? new(Whole(mode, (Int128)number._over, number.SmallUnder), Int128.One) : new(Whole(mode, number.Over, number.Under), BigInteger.One);

    private static T Whole<T>(string mode, T over, T under) where T : IBinaryInteger<T>
    {
        var (whole, rest) = T.DivRem(T.Abs(over), under);
        var twice = (rest + rest).CompareTo(under);
        var more = mode switch
        {
            "halfUp" => twice >= 0,
            "halfEven" => twice > 0 || (twice == 0 && !T.IsEvenInteger(whole)),
            "truncate" => false,
            "up" => T.IsPositive(over) && !T.IsZero(rest),
            _ => throw new InvalidOperationException($"No rounding is called “{mode}”."),
        };
        whole += more ? T.One : T.Zero;
        return T.IsNegative(over) ? -whole : whole;
    }

    public decimal ToDecimal() => _large is null ? (decimal)_over / (_underLessOne + 1) : (decimal)Over / (decimal)Under;

    public override string ToString() => IsZero ? "0" : BigInteger.GreatestCommonDivisor(Over, Under) is var common && Under == common ? $"{Over / common}" : $"{Over / common}/{Under / common}";
}
