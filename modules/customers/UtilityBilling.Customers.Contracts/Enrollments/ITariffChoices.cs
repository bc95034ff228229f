namespace UtilityBilling.Customers.Enrollments;

/// <summary>The programmes that tariffs name. The module that keeps the tariffs implements it.</summary>
public interface IProgramChoices
{
    /// <summary>Every programme that an approved tariff names, each once.</summary>
    /// <param name="asOf">The day on which, or after which, a tariff in force must name a programme so that it is offered.</param>
    Task<IReadOnlyList<ProgramChoice>> ListAsync(DateOnly asOf, CancellationToken cancellationToken = default);
}

/// <summary>The facts of a premise that tariffs ask for. The module that keeps the tariffs implements it.</summary>
public interface IFactChoices
{
    /// <summary>Every fact that an approved tariff asks for, each once.</summary>
    /// <param name="asOf">The day on which, or after which, a tariff in force must ask for a fact so that it is marked as asked for.</param>
    Task<IReadOnlyList<FactChoice>> ListAsync(DateOnly asOf, CancellationToken cancellationToken = default);
}

/// <param name="Code">As the tariff writes it, for example <c>lowIncome</c>.</param>
/// <param name="Label">Its name in the reader's language.</param>
/// <param name="IsOffered">Whether a tariff in force on the day, or one to come, names it.</param>
public sealed record ProgramChoice(string Code, string Label, bool IsOffered);

/// <param name="Name">As the tariff writes it, for example <c>imperviousSqFt</c>.</param>
/// <param name="Label">Its name in the reader's language.</param>
/// <param name="Values">The words that the tariff names; it may price others, too.</param>
/// <param name="IsAskedFor">Whether a tariff in force on the day, or one to come, asks for it.</param>
public sealed record FactChoice(string Name, string Label, FactKind Kind, IReadOnlyList<string> Values, bool IsAskedFor);
