using System.Globalization;
using System.Text.Json;
using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>Why a quote's input cannot be read, as part of a sentence.</summary>
internal sealed class QuoteInputException(string detail) : Exception(detail);

/// <summary>Reads one object of a quote's input. What it does not know it refuses.</summary>
internal static class QuoteInput
{
    private static readonly string[] Names = ["id", "from", "to", "billDate", "readDate", "period", "periodMonths", "class", "meterSize", "services", "usage", "facts", "fees", "stopped"];

    public static string? IdOf(JsonElement element) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty("id", out var id) ? Scalar(id) : null;

    public static RatingInput Read(JsonElement element, CompiledTariff tariff)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new QuoteInputException("an object in braces is needed.");
        foreach (var property in element.EnumerateObject())
            if (!Names.Contains(property.Name))
                throw new QuoteInputException($"“{property.Name}” is not understood; use {string.Join(", ", Names)}.");

        var from = Date(element, "from") ?? throw new QuoteInputException("“from” is missing.");
        var to = Date(element, "to") ?? throw new QuoteInputException("“to” is missing.");
        var (facts, discounts) = Facts(element);
        var usage = Usage(element, tariff);
        var period = element.TryGetProperty("period", out var whole) ? whole : default;
        return new RatingInput
        {
            From = from,
            To = to,
            BillDate = Date(element, "billDate") ?? to,
            ReadDate = Date(element, "readDate"),
            PeriodFrom = period.ValueKind == JsonValueKind.Object ? Date(period, "from") : null,
            PeriodTo = period.ValueKind == JsonValueKind.Object ? Date(period, "to") : null,
            PeriodMonths = element.TryGetProperty("periodMonths", out var months) ? (int)Number(months, "periodMonths") : null,
            Facts = facts,
            Agreements =
            [
                .. Services(element, tariff).Select(service => new RatingAgreement
                {
                    Service = service,
                    Class = Text(element, "class"),
                    MeterSize = Text(element, "meterSize"),
                    Usage = usage.TryGetValue(service, out var used) ? used : null,
                    Discounts = discounts,
                    Stopped = Flag(element, "stopped"),
                }),
            ],
        };
    }

    /// <summary>The fees that the input asks for, each with what it depends on.</summary>
    public static IReadOnlyList<(TariffFee Fee, FeeQuestion Question)> Fees(JsonElement element, CompiledTariff tariff, RatingInput input)
    {
        if (!element.TryGetProperty("fees", out var asked))
            return [];
        if (asked.ValueKind != JsonValueKind.Object)
            throw new QuoteInputException("“fees” must be an object of fees, each with the amount that it is charged on.");
        var (facts, discounts) = Facts(element);
        return
        [
            .. asked.EnumerateObject().Select(property =>
            {
                var fee = tariff.Fee(property.Name) ?? throw new QuoteInputException($"the fee schedule has no “{property.Name}”.");
                return (fee, new FeeQuestion(input.BillDate)
                {
                    OnAmount = Number(property.Value, $"fees.{property.Name}"),
                    Class = Text(element, "class"),
                    MeterSize = Text(element, "meterSize"),
                    Discounts = discounts,
                    Facts = facts,
                });
            }),
        ];
    }

    private static IEnumerable<string> Services(JsonElement element, CompiledTariff tariff)
    {
        if (!element.TryGetProperty("services", out var list))
            return tariff.Document.Services.Select(s => s.Id);
        var named = Strings(list, "services");
        foreach (var service in named)
            RequireService(tariff, service);
        return named;
    }

    private static void RequireService(CompiledTariff tariff, string service)
    {
        if (!tariff.Prices(service))
            throw new QuoteInputException($"the tariff has no service “{service}”.");
    }

    private static Dictionary<string, decimal> Usage(JsonElement element, CompiledTariff tariff)
    {
        var usage = new Dictionary<string, decimal>(StringComparer.Ordinal);
        if (!element.TryGetProperty("usage", out var given))
            return usage;
        if (given.ValueKind != JsonValueKind.Object)
            throw new QuoteInputException("“usage” must be an object of services.");
        foreach (var property in given.EnumerateObject())
        {
            RequireService(tariff, property.Name);
            usage[property.Name] = property.Value.ValueKind == JsonValueKind.Object ? Converted(property, tariff) : Number(property.Value, $"usage.{property.Name}");
        }

        return usage;
    }

    private static decimal Converted(JsonProperty property, CompiledTariff tariff)
    {
        if (!property.Value.TryGetProperty("quantity", out var quantity) || !property.Value.TryGetProperty("unit", out var unit))
            throw new QuoteInputException($"“usage.{property.Name}” needs quantity and unit.");
        return tariff.ToBillingUnit(property.Name, Number(quantity, property.Name), Scalar(unit) ?? "")
            ?? throw new QuoteInputException($"the tariff does not declare the unit “{Scalar(unit)}” for {property.Name}.");
    }

    private static (Dictionary<string, FactValue> Facts, List<Enrolled>? Discounts) Facts(JsonElement element)
    {
        var facts = new Dictionary<string, FactValue>(StringComparer.Ordinal);
        List<Enrolled>? discounts = null;
        if (!element.TryGetProperty("facts", out var given))
            return (facts, discounts);
        if (given.ValueKind != JsonValueKind.Object)
            throw new QuoteInputException("“facts” must be an object.");
        foreach (var property in given.EnumerateObject())
            if (property.Name == "discounts")
                discounts = Enrolments(property.Value);
            else if (property.Value.ValueKind == JsonValueKind.Array)
                facts[property.Name] = FactValue.Of([.. property.Value.EnumerateArray().Select(v => Number(v, $"facts.{property.Name}"))]);
            else
                facts[property.Name] = FactValue.Of(Scalar(property.Value) ?? throw new QuoteInputException($"“facts.{property.Name}” must be a text, a number or a list of numbers."));
        return (facts, discounts);
    }

    private static List<Enrolled> Enrolments(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
            throw new QuoteInputException("“facts.discounts” must be a list.");
        return [.. list.EnumerateArray().Select(Enrolment)];
    }

    private static Enrolled Enrolment(JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.String)
            return new Enrolled(item.GetString()!);
        if (item.ValueKind != JsonValueKind.Object || Text(item, "programme") is not { } programme || item.EnumerateObject().Any(p => p.Name is not ("programme" or "from" or "to")))
            throw new QuoteInputException("an item of “facts.discounts” is a text, or an object with programme, from and to.");
        return new Enrolled(programme, Date(item, "from"), Date(item, "to"));
    }

    private static bool Flag(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new QuoteInputException($"“{name}” must be true or false."),
    };

    private static List<string> Strings(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Array || element.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.String))
            throw new QuoteInputException($"“{name}” must be a list of texts.");
        return [.. element.EnumerateArray().Select(e => e.GetString()!)];
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? Scalar(value) : null;

    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private static decimal Number(JsonElement value, string name) =>
        decimal.TryParse(Scalar(value), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1_000_000_000m
            ? number
            : throw new QuoteInputException($"“{name}” must be a number such as \"12.5\".");

    private static DateOnly? Date(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value))
            return null;
        return DateOnly.TryParseExact(Scalar(value), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new QuoteInputException($"“{name}” must be a date such as 2026-09-01.");
    }
}
