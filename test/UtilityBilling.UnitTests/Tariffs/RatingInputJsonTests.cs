using Shouldly;
using UtilityBilling.Billing.Rating;
using Xunit;

namespace UtilityBilling.Billing.Tariffs;

public sealed class RatingInputJsonTests
{
    [Fact]
    public void What_a_bill_was_rated_from_is_read_back_as_it_was_and_what_was_not_known_stays_unknown()
    {
        var input = new RatingInput
        {
            From = new(2026, 1, 16), To = new(2026, 3, 16), BillDate = new(2026, 3, 24), ReadDate = new(2026, 3, 17), PeriodFrom = new(2026, 1, 16), PeriodTo = new(2026, 3, 16), PeriodMonths = 2,
            Facts = new Dictionary<string, FactValue> { ["units"] = FactValue.Of("4"), ["outside"] = FactValue.Of(true) },
            Agreements =
            [
                new RatingAgreement
                {
                    Id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), Service = "water", Class = "residential", MeterSize = "5/8", Usage = 12.345m, From = new(2026, 2, 1), To = new(2026, 3, 1), Stopped = true, Discounts = [new("senior", new(2026, 2, 5), null)],
                    Facts = new Dictionary<string, FactValue> { ["winterUsage"] = FactValue.Of([8m, 9.5m]) },
                },
                new RatingAgreement { Service = "police", Discounts = [] },
            ],
        };

        var json = RatingInputJson.Write(input);
        var read = RatingInputJson.Read(json);

        RatingInputJson.Write(read).ShouldBe(json);
        (read.From, read.To, read.BillDate, read.ReadDate, read.PeriodFrom, read.PeriodTo, read.PeriodMonths).ShouldBe((input.From, input.To, input.BillDate, input.ReadDate, input.PeriodFrom, input.PeriodTo, 2));
        (read.Facts!["units"].Number, read.Facts["outside"].Text).ShouldBe((4m, "true"));
        var (water, police) = (read.Agreements[0], read.Agreements[1]);
        (water.Usage, water.Class, water.MeterSize, water.From, water.To).ShouldBe((12.345m, "residential", "5/8", new DateOnly(2026, 2, 1), new DateOnly(2026, 3, 1)));
        water.Facts!["winterUsage"].Numbers.ShouldBe([8m, 9.5m]);
        (police.Usage, police.Class, police.Facts, police.Discounts!.Count).ShouldBe((null, null, null, 0));
    }
}
