using Microsoft.EntityFrameworkCore;
using UtilityBilling.Domain;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;

namespace UtilityBilling.Customers;

/// <summary>What every change to a record begins and ends with.</summary>
internal static class Changes
{
    /// <summary>The record, or the answer that it is not there: another town's looks the same.</summary>
    public static async Task<T> FindOrThrowAsync<T>(this IUtilityBillingDbContext context, Guid id, CancellationToken cancellationToken) where T : Entity =>
        await context.Set<T>().SingleOrDefaultAsync(e => e.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(T), id);

    /// <summary>Refuses a form that was made from an older state of the record.</summary>
    public static void NotStale(this AggregateRoot record, uint version)
    {
        if (record.Version != version)
            throw new BusinessException(CustomersErrorCodes.StaleForm);
    }

    /// <summary>Saves now, so that following SQL sees it; somebody else's change in the same moment is a stale form.</summary>
    public static async Task SaveAsync(this IUtilityBillingDbContext context, CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateConcurrencyException error)
        {
            throw new BusinessException(CustomersErrorCodes.StaleForm, error);
        }
    }

    /// <summary>Trimmed, and null instead of blanks.</summary>
    public static string? Trimmed(this string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
