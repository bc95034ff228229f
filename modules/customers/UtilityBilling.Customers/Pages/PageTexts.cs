using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using UtilityBilling.Customers.Enrollments;
using UtilityBilling.Customers.Moves;
using UtilityBilling.Customers.Premises;
using UtilityBilling.Customers.ServiceChanges;
using UtilityBilling.Customers.Services;
using UtilityBilling.Hosting.TagHelpers;
using UtilityBilling.Timing;
using UtilityBilling.Localization;

namespace UtilityBilling.Customers.Pages;

/// <summary>How these pages say dates, statuses and the town's own words.</summary>
public static class PageTexts
{
    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A meter's figure, without zeroes that say nothing.</summary>
    public static string Number(decimal value) => value.ToString("#,##0.###", CultureInfo.InvariantCulture);

    /// <summary>An instant on the town's calendar, to the minute.</summary>
    public static string Time(DateTimeOffset at, string timeZone) => TimeZoneInfo.ConvertTimeBySystemTimeZoneId(at, timeZone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>From, and the first day that no longer counts; "since" while it goes on.</summary>
    public static string Span(DateOnly from, DateOnly? to, IStringLocalizer texts) =>
        to is null ? texts["Customers:Since", Day(from)] : texts["Customers:FromTo", Day(from), Day(to)];

    public static Tone ToneOf(OccupancyStatus status) => status switch
    {
        OccupancyStatus.Active => Tone.Success,
        OccupancyStatus.Pending => Tone.Warning,
        OccupancyStatus.Final => Tone.Info,
        _ => Tone.Neutral,
    };

    public static Tone ToneOf(EnrollmentState state) => state switch
    {
        EnrollmentState.InForce => Tone.Success,
        EnrollmentState.ReviewDue => Tone.Warning,
        EnrollmentState.Upcoming => Tone.Info,
        _ => Tone.Neutral,
    };

    public static Tone ToneOf(EnrollmentFileState state) => state switch
    {
        EnrollmentFileState.Applied => Tone.Success,
        EnrollmentFileState.Previewed => Tone.Warning,
        _ => Tone.Neutral,
    };

    public static Tone ToneOf(ServiceChangeState state) => state switch
    {
        ServiceChangeState.Applied => Tone.Success,
        ServiceChangeState.Previewed or ServiceChangeState.AwaitingApproval => Tone.Warning,
        _ => Tone.Neutral,
    };

    /// <summary>Whom a change for many means, in words.</summary>
    public static string Criteria(ServiceChangeDto change, IStringLocalizer texts)
    {
        var parts = new List<string>();
        if (change.CustomerClass is { } name)
            parts.Add(texts["Customers:Criteria.Class", texts.Word($"Customers:Class.{name}", name)]);
        if (change.Cycle is { } cycle)
            parts.Add(texts["Customers:Criteria.Cycle", cycle]);
        if (change.HasService is { } service)
            parts.Add(texts["Customers:Criteria.HasService", texts.Service(service)]);
        if (change.FactName is { } fact)
            parts.Add(texts["Customers:Criteria.Fact", texts.Word($"Customers:Fact.{fact}", fact), change.FactValue!]);
        return parts.Count == 0 ? texts["Customers:Criteria.All"] : string.Join("; ", parts);
    }

    public static Tone ToneOf(FactState state) => state switch
    {
        FactState.InForce => Tone.Success,
        FactState.Upcoming => Tone.Info,
        _ => Tone.Neutral,
    };

    /// <summary>A fact's value as a person reads it.</summary>
    public static string FactValue(PremiseFactDto fact, IStringLocalizer texts) => FactValue(fact.Kind, fact.Value, texts);

    public static string FactValue(FactKind kind, string value, IStringLocalizer texts) => kind switch
    {
        FactKind.YesNo when value is "true" or "false" => texts[$"Customers:FactValue.{value}"],
        FactKind.Number when decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number.ToString("#,##0.######", CultureInfo.InvariantCulture),
        _ => value,
    };

    public static IReadOnlyList<SelectListItem> YesNo(IStringLocalizer texts) => [new(texts["Customers:FactValue.true"], "true"), new(texts["Customers:FactValue.false"], "false")];

    /// <summary>How a fact is to be written.</summary>
    public static string? FactHint(FactChoice? fact, IStringLocalizer texts) => fact?.Kind switch
    {
        FactKind.Number => texts["Customers:Hint.FactNumber"].Value,
        FactKind.Word when fact!.Values.Count > 0 => texts["Customers:Hint.FactWords", string.Join(", ", fact.Values)].Value,
        _ => null,
    };

    /// <summary>What holds when the end is left out.</summary>
    public static string TermHint(EnrollmentTermDto term, IStringLocalizer texts) => term.Months == 0 ? texts["Customers:Hint.TermOpen"] : texts["Customers:Hint.Term", term.Months];

    /// <summary>What holds when the review date is left out.</summary>
    public static string ReviewHint(EnrollmentTermDto term, IStringLocalizer texts) => texts["Customers:Hint.Review", term.ReviewMonths];

    /// <summary>Words of the town's own (service, class, fact), in the reader's language where we know them.</summary>
    /// <param name="prefix">The beginning of the texts' keys, with its sign.</param>
    /// <param name="words">As the town writes them.</param>
    /// <param name="texts">The reader's texts.</param>
    public static IReadOnlyList<SelectListItem> Words(string prefix, IEnumerable<string> words, IStringLocalizer texts) => [.. words.Select(w => new SelectListItem(texts.Word(prefix + w, w), w))];

    public static IReadOnlyList<SelectListItem> Languages(IStringLocalizer texts) => [new(texts["Customers:Language.en"], "en"), new(texts["Customers:Language.es"], "es")];

    public static IReadOnlyList<SelectListItem> Of(IEnumerable<NamedChoice> choices) => [.. choices.Select(c => new SelectListItem(c.Code == c.Name ? c.Code : $"{c.Code} {c.Name}", c.Id.ToString()))];

    public static IReadOnlyList<SelectListItem> Of(IEnumerable<RateChoice> rates, IStringLocalizer texts) =>
        [.. rates.Select(r => new SelectListItem($"{texts.Service(r.Service)}: {r.Label}", r.RateCode))];

    public static IReadOnlyList<SelectListItem> Of(IEnumerable<ServicePointChoice> points) => [.. points.Select(p => new SelectListItem(p.Label, p.Id.ToString()))];

    public static IReadOnlyList<SelectListItem> Statuses(IStringLocalizer texts) => [.. Enum.GetNames<OccupancyStatus>().Select(s => new SelectListItem(texts[$"Enum:OccupancyStatus.{s}"], s))];

    /// <summary>What may feed a service: nothing, its meter, another service of the form, a fixed quantity, or what fed the last occupant's.</summary>
    public static IReadOnlyList<SelectListItem> UsageSources(MoveInServiceInput row, IEnumerable<MoveInServiceInput> rows, IStringLocalizer texts)
    {
        var items = new List<SelectListItem> { new(texts["Customers:UsageFrom.none"], "") };
        if (row.ServicePointId is not null)
            items.Add(new SelectListItem(texts["Customers:UsageFrom.meter"], UsageFromWords.Meter));
        items.AddRange(rows.Where(r => r.Service is { Length: > 0 } && r.ServicePointId is not null && r.Service != row.Service).DistinctBy(r => r.Service)
            .Select(r => new SelectListItem(texts["Customers:UsageFrom.service", texts.Service(r.Service!)], r.Service)));
        items.Add(new SelectListItem(texts["Customers:UsageFrom.fixed"], UsageFromWords.Fixed));
        if (row.FormerAgreementId is not null)
            items.Add(new SelectListItem(texts["Customers:UsageFrom.former"], UsageFromWords.Former));
        return items;
    }

    public static IReadOnlyList<ChartBar> Bars(IEnumerable<Accounts.UsageChartBar> bars) => [.. bars.Select(b => new ChartBar(b.Label, b.Usage, b.Note, b.LongLabel))];
}
