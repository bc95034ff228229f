using System.Globalization;
using UtilityBilling.Data;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Settings;

namespace UtilityBilling.Customers.Accounts;

/// <summary>Gives accounts their number for life. Numbers brought in by a conversion are stepped over.</summary>
internal sealed class AccountNumbers(INumberSeries series, BulkWriter database, ISettingProvider settings)
{
    private const string Series = "accounts";

    public async Task<IReadOnlyList<string>> TakeAsync(int count, CancellationToken cancellationToken)
    {
        if (count == 0)
            return [];
        var start = await settings.GetIntAsync(CustomersSettings.FirstAccountNumber, cancellationToken: cancellationToken).ConfigureAwait(false);
        var first = await series.ReserveAsync(Series, count, start, cancellationToken).ConfigureAwait(false);
        var numbers = Numbers(first, count);
        if (!await AnyTakenAsync(numbers, cancellationToken).ConfigureAwait(false))
            return numbers;
        var behind = await HighestAsync(cancellationToken).ConfigureAwait(false) + 1 - (first + count);
        if (behind > 0)
            await series.ReserveAsync(Series, (int)behind, start, cancellationToken).ConfigureAwait(false);
        return Numbers(await series.ReserveAsync(Series, count, start, cancellationToken).ConfigureAwait(false), count);
    }

    private static string[] Numbers(long first, int count) => [.. Enumerable.Range(0, count).Select(i => (first + i).ToString(CultureInfo.InvariantCulture))];

    private async Task<bool> AnyTakenAsync(IEnumerable<string> numbers, CancellationToken cancellationToken) =>
        (await database.QueryAsync("select exists (select 1 from customers.accounts a where a.number = any($1))", [Arg.Texts(numbers)], r => r.GetBoolean(0), cancellationToken).ConfigureAwait(false))[0];

    /// <summary>The highest number that is a number.</summary>
    private async Task<long> HighestAsync(CancellationToken cancellationToken) =>
        (await database.QueryAsync("select max(a.number::bigint) from customers.accounts a where a.number ~ '^[0-9]{1,15}$'", [], r => r.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];
}
