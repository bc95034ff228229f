using System.Text.Json;
using Shouldly;
using UtilityBilling.Billing.Rating;
using Xunit;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>Fees for acts: late, deposits, connection charges. Every amount worked out by hand.</summary>
public sealed class FeeScheduleTests
{
    private const string Late = """ "late": { "label": { "en": "Late", "es": "Mora" }, "percent": 1.5, "minimum": 1, "maximum": 5, "distribution": [{ "fund": "water", "account": "4100", "percent": 100 }], "mayCutWater": true } """;
    private const string Connection = """
        "connection": { "label": { "en": "Connection", "es": "Conexión" }, "amount": { "byMeterSize": { "5/8": 2500, "1": 6250.125 } }, "count": { "fact": "units" },
          "distribution": [{ "fund": "water", "account": "4100", "percent": 100 }], "mayCutWater": false }
        """;

    [Theory]
    [InlineData("100", "1.50")]
    [InlineData("20", "1.00")] // 0.30 is below the minimum
    [InlineData("1000", "5.00")] // 15.00 is above the maximum
    [InlineData("333.20", "5.00")] // 4.998
    [InlineData("100.33", "1.50")] // 1.50495
    public void A_percentage_is_of_what_it_is_charged_on_within_its_limits(string on, string amount) =>
        Fee(Late, "late", new FeeQuestion(Day) { OnAmount = Number(on) }).ShouldBe((Number(amount), null));

    [Theory]
    [InlineData("5/8", 2, "5000.00")]
    [InlineData("1", 1, "6250.13")] // half a cent goes up
    public void A_connection_charge_goes_by_meter_size_and_dwelling_units(string size, int units, string amount) =>
        Fee(Connection, "connection", new FeeQuestion(Day) { MeterSize = size, Facts = new Dictionary<string, FactValue> { ["units"] = FactValue.Of(units) } }).ShouldBe((Number(amount), null));

    [Fact]
    public void A_fee_that_lacks_a_fact_names_it() =>
        Fee(Connection, "connection", new FeeQuestion(Day) { MeterSize = "1" }).Fact.ShouldBe("units");

    [Fact]
    public void In_force_on_a_date_is_the_newest_document_that_names_the_fee()
    {
        var book = new RatingBook([Compile(Late), Compile(Late.Replace("1.5", "3", StringComparison.Ordinal), "2026-07-01"), Compile(Connection, "2026-09-01")]);
        book.FeeFor("late", new(2026, 6, 30))!.Value.Fee.Percent!.Value!.Amount.ShouldBe(1.5m);
        book.FeeFor("late", new(2026, 10, 1))!.Value.Fee.Percent!.Value!.Amount.ShouldBe(3m);
        book.FeeFor("connection", new(2026, 8, 31)).ShouldBeNull();
    }

    [Theory]
    [InlineData(""" "amount": { "bySeason": { "*": 1 } } """, "feeHasNoPeriod")]
    [InlineData(""" "amount": { "byRange": "usage", "ranges": [ { "from": 0, "value": 1 } ] } """, "feeHasNoPeriod")]
    [InlineData(""" "amount": 1, "count": { "product": ["people", "days"] } """, "feeHasNoPeriod")]
    [InlineData(""" "percent": 1, "count": { "value": 2 } """, "countNeedsAmount")]
    [InlineData(""" "percent": 1, "minimum": 5, "maximum": 2 """, "minimumAboveMaximum")]
    public void A_fee_that_cannot_be_meant_is_refused(string rest, string code) =>
        TariffReader.Read(Document($$""" "f": { "label": { "en": "f", "es": "f" }, "distribution": {{Documents.Shares}}, "mayCutWater": true, {{rest}} } """)).Problems.Select(p => p.Code).ShouldBe([code]);

    [Fact]
    public void A_fee_resolution_needs_no_service() =>
        TariffValidator.Validate($$"""{ "tariff": "fees", "ordinance": "Res. 3", "currency": "USD", "effective": "2026-01-01", "periodMonths": 2, "feeSchedule": { {{Late}} } }""").ShouldBeEmpty();

    [Fact]
    public void Two_documents_that_set_one_fee_from_one_day_are_refused() =>
        Should.Throw<Errors.BusinessException>(() => new RatingBook([Compile(Late), TariffCompiler.Compile(Compile(Late).Document with { Tariff = "again", Services = [] })])).Code.ShouldBe(RatingBook.TwoOnOneDate);

    [Fact]
    public void A_quote_answers_the_fees_that_it_is_asked_for_beside_the_total()
    {
        var answer = TariffQuote.Run(Document(Late + "," + Connection), """{ "from": "2026-03-01", "to": "2026-05-01", "meterSize": "5/8", "facts": { "units": "2" }, "fees": { "late": "100", "connection": "0" } }""");
        using var json = JsonDocument.Parse(answer.Json);
        json.RootElement.GetProperty("total").GetString().ShouldBe("7.00");
        json.RootElement.GetProperty("fees").EnumerateObject().Select(f => (f.Name, f.Value.GetString())).ShouldBe([("late", "1.50"), ("connection", "5000.00")]);
    }

    [Theory]
    [InlineData("1.50", new string[0])]
    [InlineData("1.51", new[] { "exampleFee" })]
    public void An_example_whose_fee_does_not_come_out_fails(string expected, string[] codes) =>
        TariffValidator.Validate(Document(Late, examples: $$""" "examples": [ { "name": "late", "input": { "from": "2026-03-01", "to": "2026-05-01", "fees": { "late": "100" } }, "total": "7.00", "fees": { "late": "{{expected}}" } } ], """))
            .Select(p => p.Code).ShouldBe(codes);

    private static readonly DateOnly Day = new(2026, 3, 15);

    private static (decimal Amount, string? Fact) Fee(string fee, string id, FeeQuestion question)
    {
        var (amount, refusal) = FeeRating.Of(Compile(fee).Fee(id)!, question);
        return (amount, refusal?.Values["fact"]);
    }

    private static CompiledTariff Compile(string fees, string effective = "2026-01-01") => Documents.Compile(Document(fees, effective));

    private static string Document(string fees, string effective = "2026-01-01", string examples = "") => $$"""
        {
          "tariff": "fees-{{effective}}", "ordinance": "Res. 2", "currency": "USD", "effective": "{{effective}}", "periodMonths": 2, "classes": ["residential"], "meterSizes": ["5/8", "1"], {{examples}}
          "services": { "admin-{{effective}}": { "label": { "en": "Service", "es": "Servicio" }, "rateKey": "billDate", "distribution": {{Documents.Shares}}, "mayCutWater": true,
            "components": [ {{Documents.Component("base", """ "kind": "fixed", "price": 7, "per": "bill" """)}} ] } },
          "feeSchedule": { {{fees}} }
        }
        """;

    private static decimal Number(string figure) => decimal.Parse(figure, System.Globalization.CultureInfo.InvariantCulture);
}
