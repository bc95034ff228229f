using UtilityBilling.Customers.Accounts;

namespace UtilityBilling.Collections.Deposits;

/// <summary>The deposits' tab of every account page.</summary>
internal sealed class DepositsTab : IAccountHubContributor
{
    public string Tab => "deposits";
    public string TextKey => "Collections:Deposits.Tab";
    public string Permission => CollectionsPermissions.Receipts.View;
    public int Order => 50;

    public string Url(Guid accountId) => $"/Collections/Deposits/{accountId}";
}
