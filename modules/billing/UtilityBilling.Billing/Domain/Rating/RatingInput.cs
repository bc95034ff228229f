using System.Globalization;

namespace UtilityBilling.Billing.Rating;

/// <summary>The value of a fact about a premise or account: a number, a word, true or false, or a list of numbers (last winter's usages).</summary>
public readonly record struct FactValue
{
    /// <summary>The value as written; <c>true</c> and <c>false</c> for yes and no.</summary>
    public string? Text { get; private init; }

    public decimal? Number { get; private init; }

    public IReadOnlyList<decimal>? Numbers { get; private init; }

    public static FactValue Of(decimal number) => new() { Number = number, Text = number.ToString("0.#########", CultureInfo.InvariantCulture) };

    public static FactValue Of(bool yes) => new() { Text = yes ? "true" : "false" };

    public static FactValue Of(IReadOnlyList<decimal> numbers) => new() { Numbers = numbers };

    /// <summary>A word; where it reads as a number it is one, too.</summary>
    public static FactValue Of(string text) =>
        new() { Text = text, Number = decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null };
}

/// <summary>A place in a programme, such as low income. From counts, To does not; an empty side is open.</summary>
public readonly record struct Enrolled(string Programme, DateOnly? From = null, DateOnly? To = null)
{
    public bool Holds(DateOnly day) => !(From > day) && !(To <= day);
}

/// <summary>One agreement to be rated: a service at a premise, with its class, size, usage and the facts of its period. What is unknown is left empty, never zero.</summary>
public sealed class RatingAgreement
{
    public Guid Id { get; init; }

    public required string Service { get; init; }

    public string? Class { get; init; }

    public string? MeterSize { get; init; }

    /// <summary>Usage in the tariff's billing unit; empty for a service without a meter or one that bills another service's usage.</summary>
    public decimal? Usage { get; init; }

    /// <summary>The agreement's own first day, where it began inside the period.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The day after the agreement's last, where it ended inside the period.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whether what cuts the period short is a temporary stop of the service, and no new or final bill.</summary>
    public bool Stopped { get; init; }

    /// <summary>Programmes enrolled in; an empty list says none, an empty field says not known.</summary>
    public IReadOnlyList<Enrolled>? Discounts { get; init; }

    /// <summary>Facts of this agreement; they come before those of the bill.</summary>
    public IReadOnlyDictionary<string, FactValue>? Facts { get; init; }
}

/// <summary>Everything that a bill's amounts depend on. Days are half-open: <see cref="From"/> counts, <see cref="To"/> does not.</summary>
public sealed class RatingInput
{
    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    public required DateOnly BillDate { get; init; }

    /// <summary>The date of the closing read; the period's end where it is empty.</summary>
    public DateOnly? ReadDate { get; init; }

    /// <summary>The whole calendar period's first day; what a short bill is a part of. The bill's own days where it is empty.</summary>
    public DateOnly? PeriodFrom { get; init; }

    public DateOnly? PeriodTo { get; init; }

    /// <summary>Months in the bill where the cycle differs from the tariff's.</summary>
    public int? PeriodMonths { get; init; }

    public required IReadOnlyList<RatingAgreement> Agreements { get; init; }

    public IReadOnlyDictionary<string, FactValue>? Facts { get; init; }
}
