namespace UtilityBilling.Customers.Notes;

/// <summary>The contact log (CS-02): what went out to whom, filed by the part of the product that sent it. It is only added to.</summary>
public interface IContactLog
{
    /// <summary>Files them; one that is filed already stays as it is.</summary>
    Task FileAsync(IReadOnlyCollection<FiledContact> contacts, CancellationToken cancellationToken = default);

    /// <summary>The account's newest, newest first.</summary>
    Task<IReadOnlyList<ContactDto>> OfAccountAsync(Guid accountId, CancellationToken cancellationToken = default);
}

/// <summary>By which way it went.</summary>
public enum ContactChannel { Email, Post, Door }

/// <summary>What it was about.</summary>
public enum ContactTopic { Statement, Letter }

/// <param name="Id">Of the message itself, by which it is filed once.</param>
/// <param name="Reference">The number or name of what was sent.</param>
/// <param name="SentTo">The address that it went to.</param>
public sealed record FiledContact(Guid Id, Guid AccountId, DateTimeOffset At, ContactChannel Channel, ContactTopic Topic, string Reference, string SentTo);

public sealed record ContactDto(DateTimeOffset At, ContactChannel Channel, ContactTopic Topic, string Reference, string SentTo, string ByName);
