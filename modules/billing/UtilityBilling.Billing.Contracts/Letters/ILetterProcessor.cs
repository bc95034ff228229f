namespace UtilityBilling.Billing.Letters;

/// <summary>Writes a batch of letters page by page, each a transaction of its own; a repeat goes on with what is left and writes nothing twice.</summary>
public interface ILetterProcessor
{
    Task WriteAsync(Guid batchId, Func<int, int, Task>? progress = null, CancellationToken cancellationToken = default);
}
