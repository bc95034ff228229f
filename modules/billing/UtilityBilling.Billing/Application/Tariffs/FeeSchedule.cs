using Microsoft.Extensions.Localization;
using UtilityBilling.Billing.BillRuns;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Errors;

namespace UtilityBilling.Billing.Tariffs;

internal sealed class FeeSchedule(RunContextLoader tariffs, IStringLocalizer texts) : IFeeSchedule
{
    public async Task<AdoptedFee?> FindAsync(string fee, DateOnly date, CancellationToken cancellationToken = default)
    {
        var (book, _) = await tariffs.BookAsync(cancellationToken).ConfigureAwait(false);
        if (book.FeeFor(fee, date) is not { } found)
            return null;
        var words = new TariffWording(texts);
        var terms = new TariffPrices(found.Tariff.Document, words).Rows(found.Fee).Select(row => $"{(row.For.Length == 0 ? "" : row.For + ": ")}{row.Text} {row.Per}");
        return new FeeOnADay(found.Fee, date, words, found.Tariff, string.Join("; ", terms));
    }

    private sealed record FeeOnADay(TariffFee Schedule, DateOnly Date, TariffWording Words, CompiledTariff Document, string Figures)
        : AdoptedFee(Schedule.Id, Schedule.Label.In(TariffWording.Language), Document.Id, Document.Document.Ordinance, Figures)
    {
        public override decimal On(decimal onAmount)
        {
            var (amount, refusal) = FeeRating.Of(Schedule, new FeeQuestion(Date) { OnAmount = onAmount });
            return refusal is null
                ? amount
                : throw new BusinessException(BillingErrorCodes.FeeNeedsFact).WithData("fee", Label).WithData("detail", Words.Refusal(refusal, Document.Document));
        }
    }
}
