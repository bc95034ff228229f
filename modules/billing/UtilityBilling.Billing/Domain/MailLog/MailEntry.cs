using UtilityBilling.Domain;

namespace UtilityBilling.Billing.MailLog;

/// <summary>A department of the town that gets and sends mail.</summary>
internal sealed class MailDepartment : AggregateRoot
{
    public required string Name { get; init; }

    /// <summary>Whether printed and e-mailed statements count for it; one department at most.</summary>
    public bool SendsStatements { get; set; }

    public bool IsRetired { get; set; }
}

/// <summary>Mail of one day, one way, one department, counted by hand. Never changed: a wrong one is struck out, and the right one entered.</summary>
internal sealed class MailEntry : AppendOnlyEntity
{
    public required DateOnly Day { get; init; }
    public required MailDirection Direction { get; init; }
    public required Guid DepartmentId { get; init; }
    public required MailPieceKind Kind { get; init; }
    public required int Pieces { get; init; }

    /// <summary>Dollars for all pieces together; nothing for mail that came.</summary>
    public required decimal Postage { get; init; }

    public string? Note { get; init; }
    public required string EnteredByName { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }
}

/// <summary>An entry that counts no more, and why.</summary>
internal sealed class MailEntryStrike : ChildRow
{
    public required Guid EntryId { get; init; }
    public required string Reason { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }
}
