using System.ComponentModel.DataAnnotations;

namespace UtilityBilling.Billing.Statements;

/// <summary>Sentences on bills: for everybody, a cycle, a class of customers or one account, for a time (BR-17).</summary>
public interface IStatementMessageAppService
{
    /// <summary>Those in force and to come, then those that ended.</summary>
    Task<IReadOnlyList<StatementMessageDto>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Writes one. It stands on bills dated from its first to its last day; statements that are made already keep what they say.</summary>
    Task AddAsync(StatementMessageInput input, CancellationToken cancellationToken = default);

    /// <summary>Ends one: no bill dated from today on carries it.</summary>
    Task EndAsync(Guid id, CancellationToken cancellationToken = default);
}

/// <param name="For">The cycle's code, the class or the account's number; empty for everybody.</param>
public sealed record StatementMessageDto(Guid Id, MessageScope Scope, string? For, string English, string? Spanish, DateOnly From, DateOnly? Through, bool IsEnded, string WrittenByName);

public sealed class StatementMessageInput
{
    [Display(Name = "Billing:Field.MessageScope")]
    public MessageScope Scope { get; set; }

    [Display(Name = "Billing:Field.Cycle")]
    public Guid? CycleId { get; set; }

    [Display(Name = "Billing:Field.CustomerClass"), StringLength(40)]
    public string? CustomerClass { get; set; }

    [Display(Name = "Billing:Field.Account"), StringLength(40)]
    public string? AccountNumber { get; set; }

    [Display(Name = "Billing:Field.MessageEnglish"), Required, StringLength(600)]
    public string? English { get; set; }

    [Display(Name = "Billing:Field.MessageSpanish"), StringLength(600)]
    public string? Spanish { get; set; }

    [Display(Name = "Billing:Field.MessageFrom"), Required]
    public DateOnly? From { get; set; }

    [Display(Name = "Billing:Field.MessageThrough")]
    public DateOnly? Through { get; set; }
}
