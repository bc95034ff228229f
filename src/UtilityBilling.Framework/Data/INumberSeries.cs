namespace UtilityBilling.Data;

/// <summary>Gap-free numbers of one town: bills, receipts, accounts. The series stays locked until the transaction ends, so a number is never lost or given twice.</summary>
public interface INumberSeries
{
    /// <summary>The next number. A new series begins at <paramref name="firstNumber"/>.</summary>
    Task<long> NextAsync(string series, long firstNumber = 1, CancellationToken cancellationToken = default);

    /// <summary>Reserves a block and returns its first number.</summary>
    Task<long> ReserveAsync(string series, int count, long firstNumber = 1, CancellationToken cancellationToken = default);
}
