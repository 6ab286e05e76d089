-- Who logged in before logins were for brands has none in the session, and would find every list empty without a word.
-- Only sessions that somebody logged in to: a shopper's form is not lost.
delete a from SPRING_SESSION_ATTRIBUTES a
  join SPRING_SESSION s on s.PRIMARY_ID = a.SESSION_PRIMARY_ID
 where s.PRINCIPAL_NAME is not null;
delete from SPRING_SESSION where PRINCIPAL_NAME is not null;
