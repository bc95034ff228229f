namespace UtilityBilling.Hosting.Web;

/// <summary>
/// A page that shows more than what was posted: lists, choices, the record's present state. When a post is refused, the page filter undoes the unit of work, begins
/// one for reading, calls <see cref="ReloadAsync"/> and shows the page again with the refusal's sentence, as 422.
/// </summary>
public interface IReloadablePage
{
    Task ReloadAsync();
}
