namespace UtilityBilling.Customers.Imports;

/// <summary>
/// Brings in many customers, premises and accounts at once: demo towns and conversions. Set-based, inside the caller's unit of work; the whole batch is kept or none of
/// it, and the search finds it from the same moment. Every id is the caller's (<see cref="Guids.IGuidGenerator"/>), so that a batch may refer to its own rows and to
/// rows of earlier batches.
/// </summary>
public interface ICustomerImportService
{
    /// <summary>Refused with a sentence when an agreement lacks class, cycle, route or rate (PR-11), when a number is taken, or when a date ends before it begins.</summary>
    Task<CustomerImportResult> ImportAsync(CustomerImportBatch batch, CancellationToken cancellationToken = default);
}

/// <summary>What was written, by kind of record.</summary>
public sealed record CustomerImportResult(IReadOnlyDictionary<string, long> Rows);
